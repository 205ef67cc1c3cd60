// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.TrainingMonitor;

/**
 * The direction that documents have in common: the first right singular vector of their pooled vectors, found by power iteration. Of
 * many documents an evenly spread part is taken. O(documents x (words + d^2)).
 */
final class CommonComponent {

    private static final int MAXIMUM_DOCUMENTS = 50_000;
    private static final int MAXIMUM_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-12;

    private CommonComponent() {
    }

    /**
     * @param model that pools without taking anything away
     * @return d values, length 1, or none when the vectors are zero
     */
    static float[] of(final Corpus corpus, final WordVectorModel model, final TrainingMonitor monitor) {
        final int dimension = model.dimension();
        final double[] products = new double[dimension * dimension];
        final int[] document = new int[corpus.maximumLength()];
        final int step = Math.ceilDiv(corpus.documents(), MAXIMUM_DOCUMENTS);
        for (int number = 0; number < corpus.documents(); number += step) {
            monitor.checkCancelled();
            final double[] sum = new double[dimension];
            final int length = corpus.read(number, document);
            for (int i = 0; i < length; i++) {
                model.add(sum, document[i]);
            }
            addProducts(products, sum, length);
        }
        return strongestDirection(products, dimension);
    }

    private static void addProducts(final double[] products, final double[] sum, final int length) {
        final double scale = length == 0 ? 0 : 1.0 / ((double) length * length);
        for (int i = 0; i < sum.length; i++) {
            final double factor = scale * sum[i];
            for (int j = 0; j < sum.length; j++) {
                products[i * sum.length + j] += factor * sum[j];
            }
        }
    }

    private static float[] strongestDirection(final double[] products, final int dimension) {
        double[] direction = new double[dimension];
        // The column of the largest variance is not orthogonal to the direction that is sought.
        int largest = 0;
        for (int i = 1; i < dimension; i++) {
            largest = products[i * dimension + i] > products[largest * dimension + largest] ? i : largest;
        }
        direction[largest] = 1;
        for (int iteration = 0; iteration < MAXIMUM_ITERATIONS; iteration++) {
            final double[] next = multiply(products, direction);
            double squares = 0;
            for (final double value : next) {
                squares += value * value;
            }
            if (squares == 0) {
                return new float[0];
            }
            double change = 0;
            for (int i = 0; i < dimension; i++) {
                next[i] /= Math.sqrt(squares);
                change += (next[i] - direction[i]) * (next[i] - direction[i]);
            }
            direction = next;
            if (change < TOLERANCE) {
                break;
            }
        }
        final float[] result = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            result[i] = (float) direction[i];
        }
        return result;
    }

    private static double[] multiply(final double[] products, final double[] direction) {
        final double[] result = new double[direction.length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[i] += products[i * result.length + j] * direction[j];
            }
        }
        return result;
    }
}
