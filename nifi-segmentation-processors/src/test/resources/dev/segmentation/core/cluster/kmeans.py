# Writes kmeans.csv, the figures that KMeansOracleTest compares with: scikit-learn 1.2.1 on rows that both sides compute.
#   python3 kmeans.py > kmeans.csv
# Columns: kind, rows, dimension, clusters, inertia, iterations. Kinds:
#   lloyd      Lloyd's iterations to the end from the first rows
#   restarts   the best of ten starts with greedy k-means++, mean of five seeds
#   minibatch  mini-batch k-means, batches of 256, three starts, mean of five seeds
import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans


def rows(count, dimension):
    i = np.arange(count, dtype=np.int64)[:, None]
    j = np.arange(dimension, dtype=np.int64)[None, :]
    centre = ((i % 13) * 7919 + j * 104729 + (i % 13) * j * 31) % 1009
    noise = (i * i * 17 + i * 7727 + j * 3331 + i * j * 4099) % 2003
    return (centre / np.float64(400) + noise / np.float64(1500)).astype(np.float32)


for count, dimension, clusters in ((500, 4, 3), (2000, 16, 13), (3000, 40, 25)):
    x = rows(count, dimension)
    exact = x.astype(np.float64)
    fit = KMeans(clusters, init=exact[:clusters], n_init=1, max_iter=1000, tol=0, algorithm='lloyd').fit(exact)
    print('lloyd,%d,%d,%d,%r,%d' % (count, dimension, clusters, fit.inertia_, fit.n_iter_))
    fits = [KMeans(clusters, n_init=10, random_state=seed).fit(exact).inertia_ for seed in range(5)]
    print('restarts,%d,%d,%d,%r,0' % (count, dimension, clusters, float(np.mean(fits))))
    fits = [MiniBatchKMeans(clusters, batch_size=256, n_init=3, random_state=seed).fit(exact).inertia_ for seed in range(5)]
    print('minibatch,%d,%d,%d,%r,0' % (count, dimension, clusters, float(np.mean(fits))))
