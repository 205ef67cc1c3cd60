# SPDX-License-Identifier: Apache-2.0
"""How fast scikit-learn's silhouette_score is on the vectors of a .npy file, whose consecutive parts are the segments."""
import argparse
import json

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--segments", type=int, required=True)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    import numpy
    from sklearn.metrics import silhouette_score
    from threadpoolctl import threadpool_limits
    vectors = numpy.load(options.input)
    labels = numpy.arange(len(vectors)) * options.segments // len(vectors)
    result = {}
    with threadpool_limits(options.threads):
        for metric in ["cosine", "euclidean"]:
            value, times = common.repeat(options.repeats, lambda: float(silhouette_score(vectors, labels, metric=metric)))
            result["silhouette_" + metric] = value
            result.update({name + "_" + metric: seconds for name, seconds in times.items()})
    print(json.dumps(result))


if __name__ == "__main__":
    main()
