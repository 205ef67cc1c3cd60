# SPDX-License-Identifier: Apache-2.0
"""How fast scikit-learn makes TF-IDF weights of texts."""
import argparse
import json

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--language", default="auto")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--minimum-document-frequency", type=int, default=2)
    parser.add_argument("--maximum-vocabulary", type=int, default=50000)
    options = parser.parse_args()
    texts = [text for text in (common.text_of(record, options.text) for record in common.records(options.input, options.limit)) if text]
    if not texts:
        common.fail("No record has a text in the field '%s'." % options.text)
    vectorizer = common.vectorizer(texts, options.language, sublinear_tf=True, min_df=options.minimum_document_frequency, max_features=options.maximum_vocabulary)
    watch = common.Stopwatch()
    vectorizer.fit_transform(texts)
    seconds = watch.seconds()
    print(json.dumps({"seconds": seconds, "processor_seconds": watch.processor_seconds(),
                      "megabytes_per_second": round(sum(len(text.encode()) for text in texts) / 1e6 / seconds, 6)}))


if __name__ == "__main__":
    main()
