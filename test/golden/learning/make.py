"""What scikit-learn computes for small tables, for test/numeric/learning.test.ts. python make.py writes expected.json."""
import json
import numpy as np
from sklearn.cluster import AgglomerativeClustering, DBSCAN
from sklearn.decomposition import PCA
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score, silhouette_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(7)


def table(rows, columns, classes, spread):
    """Classes around centers of their own, columns of different units: like measurements of flowers or of wines."""
    centers = rng.normal(size=(classes, columns)) * spread
    y = np.arange(rows) % classes
    x = centers[y] + rng.normal(size=(rows, columns))
    return np.round(x * (10.0 ** rng.integers(-1, 3, columns)) + rng.normal(size=columns), 4), y


def case(rows, columns, classes, spread):
    x, y = table(rows, columns, classes, spread)
    z = StandardScaler().fit_transform(x)
    test = np.round(x[: rows // 4] + rng.normal(size=(rows // 4, columns)) * x.std(axis=0) * 0.3, 4)
    zt = StandardScaler().fit(x).transform(test)
    logistic = LogisticRegression(C=1.0, tol=1e-12, max_iter=100000).fit(z, y)
    bayes = GaussianNB(var_smoothing=1e-9).fit(z, y)
    near = KNeighborsClassifier(5).fit(z, y)
    target = np.round(z @ rng.normal(size=columns) + 0.3 * rng.normal(size=rows) + 5, 4)
    line, ridge = LinearRegression().fit(z, target), Ridge(2.0).fit(z, target)
    pca = PCA().fit(z)
    trees = RandomForestClassifier(100, random_state=0).fit(z, y)
    boosted = GradientBoostingClassifier(n_estimators=60, learning_rate=0.15, max_depth=4, random_state=0).fit(z, y)
    held = np.arange(rows // 4) % classes
    clusters = {l: AgglomerativeClustering(classes, linkage=l).fit_predict(z).tolist() for l in ("ward", "average", "complete", "single")}
    return {
        "x": x.tolist(), "y": y.tolist(), "test": test.tolist(), "target": target.tolist(),
        "logistic": {"weights": logistic.coef_.tolist(), "intercepts": logistic.intercept_.tolist(), "probabilities": logistic.predict_proba(zt).tolist()},
        "bayes": bayes.predict_proba(zt).tolist(),
        "neighbors": near.predict_proba(zt).tolist(),
        "line": [*line.coef_.tolist(), float(line.intercept_)], "ridge": [*ridge.coef_.tolist(), float(ridge.intercept_)],
        "axes": pca.components_.tolist(), "variances": pca.explained_variance_.tolist(),
        "clusters": clusters, "silhouette": float(silhouette_score(z, clusters["ward"])),
        "dbscan": DBSCAN(eps=1.5, min_samples=4).fit_predict(z).tolist(),
        "forest": float(trees.score(zt, held)), "boosted": float(boosted.score(zt, held)),
        "auc": float(roc_auc_score(held == 1, logistic.predict_proba(zt)[:, 1])),
    }


cases = {"flowers": case(90, 4, 3, 1.6), "wines": case(120, 13, 3, 1.0), "two": case(60, 5, 2, 0.8)}
with open("expected.json", "w") as f:
    json.dump(cases, f)
