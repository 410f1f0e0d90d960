/** Directives and options of text; text-directives.ts reads them. */
import { type Builtin, builtin } from '../builtin.ts';

export const styleWords: readonly Builtin[] = [
  builtin('Bold', {
    usage: 'Bold is a directive for text in bold face.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", Bold]]], "SVG"], "font-weight=\\"bold\\""]': 'True',
    },
  }),
  builtin('Italic', {
    usage: 'Italic is a directive for text in italic face.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", Italic]]], "SVG"], "font-style=\\"italic\\""]': 'True',
    },
  }),
  builtin('Plain', {
    usage: 'Plain is a directive for text that is neither bold nor italic.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", Bold, Plain]]], "SVG"], "font-weight=\\"bold\\""]':
        'False',
    },
  }),
  builtin('Larger', {
    usage: 'Larger is a font size somewhat above the one around.',
    examples: {
      'StringCases[ExportString[Graphics[Text[Style["a", 10, Larger]]], "SVG"], RegularExpression["font-size=\\"[^\\"]*\\""]]':
        '{"font-size=\\"12.5\\""}',
    },
  }),
  builtin('Smaller', {
    usage: 'Smaller is a font size somewhat below the one around.',
    examples: {
      'StringCases[ExportString[Graphics[Text[Style["a", 10, Smaller]]], "SVG"], RegularExpression["font-size=\\"[^\\"]*\\""]]':
        '{"font-size=\\"8\\""}',
    },
  }),
  builtin('FontFamily', {
    usage: 'FontFamily is an option for Style that gives the name of a font family, see $FontFamilies.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", FontFamily -> "Times"]]], "SVG"], "Times"]': 'True',
    },
  }),
  builtin('FontSize', {
    usage: 'FontSize is an option for Style that gives the size of text in points.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", FontSize -> 20]]], "SVG"], "font-size=\\"20\\""]': 'True',
    },
  }),
  builtin('FontWeight', {
    usage: 'FontWeight is an option for Style: "Plain" or "Bold".',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", FontWeight -> "Bold"]]], "SVG"], "font-weight=\\"bold\\""]':
        'True',
    },
  }),
  builtin('FontSlant', {
    usage: 'FontSlant is an option for Style: "Plain" or "Italic".',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", FontSlant -> "Italic"]]], "SVG"], "font-style=\\"italic\\""]':
        'True',
    },
  }),
  builtin('FontColor', {
    usage: 'FontColor is an option for Style that gives the color of text.',
    examples: {
      'StringContainsQ[ExportString[Graphics[Text[Style["a", FontColor -> Red]]], "SVG"], "fill=\\"#ff0000\\""]':
        'True',
    },
  }),
];
