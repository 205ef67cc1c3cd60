# Makes scikit-learn.csv: python3 scikit-learn.py > scikit-learn.csv (made with scikit-learn 1.2.1 and numpy 1.24).
# The data comes from a generator small enough to repeat bit for bit in Java (SklearnFigures): z(i) of splitmix64, mapped to -1..1.
import numpy as np
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples
from sklearn.preprocessing import normalize

MASK = (1 << 64) - 1


def uniform(i):
    z = (i * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) * 2.0 ** -52 - 1


def data(n, d, k, spread, offset, scale, copies):
    x = np.empty((n, d), dtype=np.float32)
    labels = np.empty(n, dtype=int)
    for row in range(n):
        source = row // copies
        labels[row] = source % k
        for t in range(d):
            center = uniform(1 + 1000003 * (source % k) + t)
            noise = uniform(500000007 + source * 1009 + t)
            x[row, t] = np.float32((center + spread * noise) * scale + offset)
    return x, labels


def by_centroids(x, labels, cosine):
    # What scikit-learn lacks, by its definition: inertia, generalized Dunn index, simplified silhouette.
    if cosine:
        x = normalize(x)
    means = np.array([x[labels == c].mean(axis=0) for c in range(labels.max() + 1)])
    radius = np.array([np.linalg.norm(x[labels == c] - means[c], axis=1).mean() for c in range(len(means))])
    between = np.linalg.norm(means[:, None] - means[None, :], axis=2)
    np.fill_diagonal(between, np.inf)
    inertia = ((x - means[labels]) ** 2).sum()
    distances = 1 - x @ normalize(means).T if cosine else np.linalg.norm(x[:, None] - means[None, :], axis=2)
    rows = np.arange(len(x))
    own = distances[rows, labels]
    distances[rows, labels] = np.inf
    other = distances.min(axis=1)
    return [calinski_harabasz_score(x, labels), davies_bouldin_score(x, labels), inertia, between.min() / (2 * radius.max()), ((other - own) / np.maximum(own, other)).mean()]


CASES = {
    'blobs': (600, 17, 5, 0.7, 0, 1, 1),
    'overlap': (600, 32, 4, 6.0, 0, 1, 1),
    'many': (900, 24, 40, 1.5, 0, 1, 1),
    'offset': (600, 17, 5, 0.7, 100, 1, 1),
    'far': (600, 17, 5, 0.7, 10000, 1, 1),
    'large': (600, 17, 5, 0.7, 0, 1000, 1),
    'tiny': (600, 17, 5, 0.7, 0, 1e-6, 1),
    'copies': (600, 9, 6, 1.0, 0, 1, 4),
    'line': (300, 1, 3, 0.9, 3, 1, 1),
}
print('case,n,d,k,spread,offset,scale,copies,silhouette_cosine,silhouette_euclidean,calinski_harabasz,davies_bouldin,cosine_of_row_7,euclidean_of_row_7,'
      'inertia,separation,simplified,calinski_harabasz_unit,davies_bouldin_unit,inertia_unit,separation_unit,simplified_unit')
for name, case in CASES.items():
    x, labels = data(*case)
    x = x.astype(np.float64)
    cosine = silhouette_samples(x, labels, metric='cosine')
    euclidean = silhouette_samples(x, labels, metric='euclidean')
    figures = [cosine.mean(), euclidean.mean(), calinski_harabasz_score(x, labels), davies_bouldin_score(x, labels), cosine[7], euclidean[7]]
    figures += by_centroids(x, labels, False)[2:]
    # On a line there are only two directions, and centroids that are one and the same.
    figures += by_centroids(x, labels, True) if x.shape[1] > 1 else []
    figures += [''] * (14 - len(figures))
    print(','.join([name] + [repr(v) for v in case] + [v if v == '' else repr(float(v)) for v in figures]))
