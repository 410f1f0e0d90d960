"""The two rows of sequences.wl with PyTorch: name, seconds, processor seconds, loss; first and second time. One thread with --busy.

Sequences of different lengths are padded, and the state behind the last element of each is taken.
"""
import sys, time
import torch
from torch import nn

if "--busy" in sys.argv:
    torch.set_num_threads(1)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.out = nn.LSTM(8, 32, batch_first=True), nn.Linear(32, 1)

    def forward(self, x, lengths):
        states = self.lstm(x)[0]
        return self.out(states[torch.arange(len(x)), lengths - 1])


def train(xs, ys, rounds):
    torch.manual_seed(1)
    net = Net()
    adam = torch.optim.Adam(net.parameters(), lr=0.001)
    for _ in range(rounds):
        order, total = torch.randperm(len(xs)), 0.0
        for batch in order.split(64):
            chosen = [xs[i] for i in batch]
            lengths = torch.tensor([len(x) for x in chosen])
            adam.zero_grad()
            x = nn.utils.rnn.pad_sequence(chosen, batch_first=True)
            loss = ((net(x, lengths) - ys[batch]) ** 2).mean()
            loss.backward()
            adam.step()
            total += loss.item() * len(batch)
    return total / len(xs)


torch.manual_seed(1)
lengths = torch.randint(5, 61, (256,)).tolist()
for name, xs, rounds in [
    ("256 sequences of length 5 to 60, 3 rounds", [torch.rand(n, 8) for n in lengths], 3),
    ("64 sequences of length 128, 4 steps", [torch.rand(128, 8) for _ in range(64)], 4),
]:
    ys = torch.rand(len(xs), 1)
    for _ in range(2):
        start, used = time.perf_counter(), time.process_time()
        loss = train(xs, ys, rounds)
        print(f"{{{name}, {time.perf_counter() - start:.3f}, {time.process_time() - used:.3f}, {loss:.6g}, PyTorch {torch.__version__}}}")
