# SPDX-License-Identifier: Apache-2.0
"""How fast scikit-learn's silhouette_score is on the vectors of a .npy file, whose consecutive parts are the segments."""
import argparse
import json
import statistics

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--segments", type=int, required=True)
    parser.add_argument("--repeats", type=int, default=1)
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
            seconds = []
            for _ in range(options.repeats):
                watch = common.Stopwatch()
                result["silhouette_" + metric] = float(silhouette_score(vectors, labels, metric=metric))
                seconds.append(watch.seconds())
            result["seconds_first_" + metric] = seconds[0]
            if len(seconds) > 1:
                result["seconds_warm_" + metric] = statistics.median(seconds[1:])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
