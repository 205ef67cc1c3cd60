# Makes scikit-learn.csv: python3 scikit-learn.py > scikit-learn.csv (made with scikit-learn 1.2.1 and numpy 1.24).
# The data comes from a generator small enough to repeat bit for bit in Java (SklearnFigures): z(i) of splitmix64, mapped to -1..1.
import numpy as np
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples

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
print('case,n,d,k,spread,offset,scale,copies,silhouette_cosine,silhouette_euclidean,calinski_harabasz,davies_bouldin,cosine_of_row_7,euclidean_of_row_7')
for name, case in CASES.items():
    x, labels = data(*case)
    x = x.astype(np.float64)
    cosine = silhouette_samples(x, labels, metric='cosine')
    euclidean = silhouette_samples(x, labels, metric='euclidean')
    figures = [cosine.mean(), euclidean.mean(), calinski_harabasz_score(x, labels), davies_bouldin_score(x, labels), cosine[7], euclidean[7]]
    print(','.join([name] + [repr(v) for v in case] + [repr(float(v)) for v in figures]))
