# Makes linkage.csv and hdbscan.csv: python3 oracle.py (made with scipy 1.17.1, scikit-learn 1.9.1 and numpy 2.4.6).
# The data comes from a generator small enough to repeat bit for bit in Java (dev.segmentation.core.quality.Blobs): z(i) of splitmix64, mapped to -1..1.
# linkage.csv: heights of scipy's merges, and the labels of the rows when the last k - 1 merges are undone.
# hdbscan.csv: labels, -1 for noise. With at most two samples, since more make ties, which scikit-learn breaks by the order of its merges.
import numpy as np
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import HDBSCAN

MASK = (1 << 64) - 1


def uniform(i):
    z = (i * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) * 2.0 ** -52 - 1


def data(n, d, k, spread, offset, scale, copies):
    x = np.empty((n, d), dtype=np.float32)
    for row in range(n):
        source = row // copies
        for t in range(d):
            center = uniform(1 + 1000003 * (source % k) + t)
            noise = uniform(500000007 + source * 1009 + t)
            x[row, t] = np.float32((center + spread * noise) * scale + offset)
    return x.astype(np.float64)


def cut(merges, n, k):
    members = {i: [i] for i in range(n)}
    for m in range(n - k):
        members[n + m] = members.pop(int(merges[m, 0])) + members.pop(int(merges[m, 1]))
    labels = [0] * n
    for label, rows in enumerate(sorted(members.values(), key=min)):
        for row in rows:
            labels[row] = label
    return labels


CASES = {
    'blobs': (150, 17, 5, 0.7, 0, 1, 1),
    'overlap': (150, 32, 4, 6.0, 0, 1, 1),
    'offset': (150, 5, 7, 1.5, 100, 1, 1),
    'tiny': (100, 17, 5, 0.7, 0, 1e-6, 1),
    'copies': (120, 9, 6, 1.0, 0, 1, 4),
    'plane': (150, 2, 3, 1.2, 0, 1000, 1),
}
with open('linkage.csv', 'w') as out:
    out.write('case,n,d,k,spread,offset,scale,copies,linkage,heights,labels\n')
    for name, case in CASES.items():
        x = data(*case)
        for method in ['ward', 'average', 'complete', 'single', 'weighted', 'centroid']:
            merges = linkage(x, method)
            heights = ' '.join('%.9g' % h for h in merges[:, 2])
            labels = ' '.join(map(str, cut(merges, case[0], case[2])))
            out.write(','.join([name] + [repr(v) for v in case] + [method.upper(), heights, labels]) + '\n')

DENSE = {
    'blobs': ((400, 2, 6, 0.2, 0, 1, 1), 10, 2),
    'thin': ((400, 2, 12, 0.35, 0, 1, 1), 5, 2),
    'deep': ((500, 8, 9, 0.6, 0, 1, 1), 12, 2),
    'scattered': ((300, 3, 20, 1.5, 0, 1, 1), 6, 2),
    'first': ((300, 3, 5, 0.5, 0, 1, 1), 8, 1),
    'far': ((300, 5, 5, 0.5, 50, 1, 1), 8, 2),
}
with open('hdbscan.csv', 'w') as out:
    out.write('case,n,d,k,spread,offset,scale,copies,minimum_cluster_size,minimum_samples,labels\n')
    for name, (case, size, samples) in DENSE.items():
        labels = HDBSCAN(min_cluster_size=size, min_samples=samples, algorithm='brute', copy=True).fit_predict(data(*case))
        out.write(','.join([name] + [repr(v) for v in case] + [str(size), str(samples), ' '.join(map(str, labels))]) + '\n')
        print(name, labels.max() + 1, (labels < 0).mean())
