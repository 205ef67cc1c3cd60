"""Makes scikit-learn.csv beside this file: python3 scikit-learn.py > scikit-learn.csv (scikit-learn 1.2.1, SciPy, NumPy).

FeatureOracleTest makes the same numbers and categories.
"""
import math

import numpy as np
from scipy.stats import skew
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, RobustScaler, StandardScaler

N = 501


def number(kind, i):
    if kind == "even":
        return i * 7919 % 1009 / 10 - 50
    if kind == "money":
        return math.exp(i * 7919 % 1009 / 150) - 1
    if kind == "returns":
        return (math.exp(i * 7919 % 1009 / 150) - 1) * (-0.2 if i % 11 == 0 else 1)
    return float("nan") if i % 7 == 3 else i * 104729 % 997 / 3  # gaps


def category(i):
    values = ["web"] * 40 + ["shop"] * 30 + ["phone"] * 15 + ["fax"] * 9 + ["letter"] * 4 + ["pigeon"] * 2
    return values[i * 37 % 100]


print("kind,a,b,c,d")
for kind in ["even", "money", "returns", "gaps"]:
    values = np.array([number(kind, i) for i in range(N)])
    known = values[~np.isnan(values)]
    logs = np.sign(values) * np.log1p(np.abs(values))
    print(f"{kind} skewness,{skew(known)!r},{skew(logs[~np.isnan(logs)])!r},,")
    for log, column in [(False, values), (True, logs)]:
        robust = RobustScaler(unit_variance=True).fit(column.reshape(-1, 1))
        standard = StandardScaler().fit(column.reshape(-1, 1))
        fill = SimpleImputer(strategy="median").fit(values.reshape(-1, 1)).statistics_[0]
        for name, scaler, center in [("ROBUST", robust, robust.center_[0]), ("STANDARD", standard, standard.mean_[0])]:
            print(f"{kind} {name} {log},{center!r},{scaler.scale_[0]!r},{fill!r},{scaler.transform(column[:1].reshape(-1, 1))[0][0]!r}")

column = np.array([[category(i)] for i in range(N)], dtype=object)
for options in [dict(min_frequency=40), dict(min_frequency=0.1), dict(max_categories=4), dict(min_frequency=10)]:
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", sparse_output=False, **options).fit(column)
    rare = [] if encoder.infrequent_categories_[0] is None else list(encoder.infrequent_categories_[0])
    frequent = [c for c in encoder.categories_[0] if c not in rare]
    # Ours always has a column for rare values.
    counts = list(encoder.transform(column).sum(axis=0)) + ([] if rare else [0])
    name, value = next(iter(options.items()))
    print(f"one-hot {name} {value},{' '.join(frequent)},{' '.join(str(int(c)) for c in counts)},,")
