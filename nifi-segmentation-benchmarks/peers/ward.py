# SPDX-License-Identifier: Apache-2.0
"""How fast scipy's Ward linkage is on the vectors of a .npy file."""
import argparse
import json

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--segments", type=int, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    import numpy
    from scipy.cluster.hierarchy import fcluster, linkage
    from threadpoolctl import threadpool_limits
    vectors = numpy.load(options.input)
    with threadpool_limits(options.threads):
        tree, result = common.repeat(options.repeats, lambda: linkage(vectors, "ward"))
    labels = fcluster(tree, options.segments, "maxclust")
    inertia = sum(float(((part - part.mean(axis=0)) ** 2).sum()) for part in (vectors[labels == label].astype(float) for label in numpy.unique(labels)))
    print(json.dumps({**result, "inertia": inertia}))


if __name__ == "__main__":
    main()
