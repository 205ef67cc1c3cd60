# SPDX-License-Identifier: Apache-2.0
"""How fast scikit-learn's KMeans is on the vectors of a .npy file."""
import argparse
import json
import warnings

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--segments", type=int, required=True)
    parser.add_argument("--iterations", type=int, default=20)
    parser.add_argument("--init", choices=["random", "k-means++"], default="random")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    import numpy
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits
    vectors = numpy.load(options.input)
    warnings.simplefilter("ignore")
    with threadpool_limits(options.threads):
        fitted, result = common.repeat(options.repeats, lambda: KMeans(options.segments, init=options.init, n_init=1, max_iter=options.iterations, tol=0,
                                                                       random_state=options.seed, algorithm="lloyd").fit(vectors))
    print(json.dumps({**result, "inertia": float(fitted.inertia_), "iterations": int(fitted.n_iter_)}))


if __name__ == "__main__":
    main()
