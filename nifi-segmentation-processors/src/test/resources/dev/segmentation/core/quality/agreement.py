# Makes agreement.csv: python3 agreement.py > agreement.csv (made with scikit-learn 1.2.1, scipy 1.10 and numpy 1.24).
# Labels come from a generator that AgreementOracleTest repeats: row i has the segment floor(k (u + 1) / 2) of the i-th number u of splitmix64 from -1 to 1;
# its label is the segment modulo the number of labels, or with probability "noise" one drawn from further numbers.
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn import metrics

MASK = (1 << 64) - 1


def uniform(i):
    z = (i * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 11) * 2.0 ** -52 - 1


def draw(i, k):
    return int(k * (uniform(i) + 1) / 2)


def data(n, k, labels, noise):
    segments = np.array([draw(1 + row, k) for row in range(n)])
    drawn = [draw(700000001 + row, labels) if (uniform(300000007 + row) + 1) / 2 < noise else segments[row] % labels for row in range(n)]
    return segments, np.array(drawn)


CASES = {
    'same': (500, 7, 7, 0),
    'close': (500, 7, 7, 0.2),
    'merged': (800, 12, 5, 0.1),
    'split': (800, 4, 9, 0.3),
    'chance': (1000, 6, 8, 1),
    'many': (600, 150, 80, 0.5),
    'few rows': (9, 3, 4, 0.4),
    'large': (20000, 30, 25, 0.6),
    'one segment': (300, 1, 5, 1),
    'one label': (300, 5, 1, 1),
}
print('case,n,k,labels,noise,adjusted_rand,nmi,ami,homogeneity,completeness,v_measure,accuracy')
for name, case in CASES.items():
    segments, labels = data(*case)
    table = metrics.cluster.contingency_matrix(segments, labels)
    rows, columns = linear_sum_assignment(-table)
    figures = [metrics.adjusted_rand_score(labels, segments), metrics.normalized_mutual_info_score(labels, segments), metrics.adjusted_mutual_info_score(labels, segments),
               metrics.homogeneity_score(labels, segments), metrics.completeness_score(labels, segments), metrics.v_measure_score(labels, segments),
               table[rows, columns].sum() / len(labels)]
    print(','.join([name] + [repr(v) for v in case] + [repr(float(v)) for v in figures]))
