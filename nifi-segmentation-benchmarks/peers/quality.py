# SPDX-License-Identifier: Apache-2.0
"""How much scikit-learn finds of groups that are known: TF-IDF, truncated SVD, k-means. Records without a label are left out."""
import argparse
import json

import common


def accuracy(labels, segments):
    import numpy
    from scipy.optimize import linear_sum_assignment
    from sklearn.metrics.cluster import contingency_matrix
    counts = contingency_matrix(labels, segments)
    rows, columns = linear_sum_assignment(-counts)
    return counts[rows, columns].sum() / numpy.sum(counts)


def embed(texts, options, seed):
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize
    plain = options.embedding.startswith("plain")
    settings = {} if plain else {"sublinear_tf": True, "min_df": 2, "stop_words": None if common.is_chinese(texts) else "english"}
    weights = common.vectorizer(texts, options.language, **settings).fit_transform(texts)
    return normalize(TruncatedSVD(options.dimensions, random_state=seed).fit_transform(weights)) if options.embedding.endswith("svd") else weights


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--label", required=True)
    parser.add_argument("--segments", required=True, help="a number, or labels")
    parser.add_argument("--embedding", choices=["tfidf-svd", "tfidf", "plain-tfidf-svd", "plain-tfidf"], default="tfidf-svd",
                        help="plain: TfidfVectorizer() as it comes; else sublinear, without stop words and words of a single text")
    parser.add_argument("--dimensions", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--language", default="auto")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    import numpy
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, silhouette_score

    labelled = [record for record in common.records(options.input, options.limit) if common.text_of(record, options.label)]
    if not labelled:
        common.fail("No record has a label in the field '%s'." % options.label)
    labels = [common.text_of(record, options.label) for record in labelled]
    texts = [common.text_of(record, options.text) or "" for record in labelled]
    segments = len(set(labels)) if options.segments == "labels" else int(options.segments)
    runs = []
    for seed in range(1, options.seeds + 1):
        watch = common.Stopwatch()
        vectors = embed(texts, options, seed)
        seconds_embed = watch.seconds()
        watch = common.Stopwatch()
        found = KMeans(segments, n_init=10, random_state=seed).fit_predict(vectors)
        seconds_cluster = watch.seconds()
        sample = min(len(texts), 10000)
        runs.append((adjusted_rand_score(labels, found), normalized_mutual_info_score(labels, found), accuracy(labels, found),
                     silhouette_score(vectors, found, metric="cosine", sample_size=sample, random_state=seed), len(set(found)), seconds_embed, seconds_cluster))
    means = numpy.mean(runs, axis=0)
    names = ["ari", "nmi", "accuracy", "silhouette", "segments", "seconds_embed", "seconds_cluster"]
    print(json.dumps({**{name: round(float(mean), 6) for name, mean in zip(names, means)}, "records": len(texts), "labels": len(set(labels)), "seeds": options.seeds}))


if __name__ == "__main__":
    main()
