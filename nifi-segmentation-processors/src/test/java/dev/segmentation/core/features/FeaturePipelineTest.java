// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FeaturePipelineTest {

    private static final long DAY = 86_400_000;
    private static final CategoryRules RULES = new CategoryRules(5, 0.01, 10);
    private static final BlockWeights EQUAL = new BlockWeights(1, 1, 1, 1);
    private static final FeatureFields ALL = new FeatureFields("customer", new CustomerPooling(null, 1), true, List.of(new NumberField("age", false), new NumberField("items", true)),
            List.of("country", "channel"), "date", "amount");

    /** A record and its vector. */
    private record Written(FeatureValues values, float[] vector) {
    }

    @Test
    void everyBlockOfWeightOneHasAboutTheSameVariance() {
        final Map<FeatureBlock, Double> shares = shares(EQUAL).variance();
        assertEquals(1, shares.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-12);
        shares.forEach((block, share) -> assertTrue(share > 0.15 && share < 0.4, block + " has " + share));
    }

    @Test
    void aWeightCountsSquared() {
        final Map<FeatureBlock, Double> equal = shares(EQUAL).variance();
        final Map<FeatureBlock, Double> tripled = shares(new BlockWeights(3, 1, 1, 1)).variance();
        assertEquals(1, tripled.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-12);
        final double oddsBefore = equal.get(FeatureBlock.TEXT) / (1 - equal.get(FeatureBlock.TEXT));
        final double oddsAfter = tripled.get(FeatureBlock.TEXT) / (1 - tripled.get(FeatureBlock.TEXT));
        assertEquals(9 * oddsBefore, oddsAfter, 1e-4 * oddsAfter);
    }

    @Test
    void aTextBlockAloneHasTheVarianceOne() {
        final FeatureFields text = new FeatureFields(null, null, true, List.of(), List.of(), null, null);
        final FeatureRows rows = new FeatureRows(text);
        for (final Written written : records(300, 5)) {
            rows.add(new FeatureValues(null, null, new double[0], new String[0], Double.NaN), written.vector());
        }
        final FeaturePipeline pipeline = fit(text, rows, EQUAL);
        assertEquals(1, totalVariance(table(pipeline, rows)), 1e-5);
    }

    @Test
    void weightZeroIsAsIfTheBlockWereAbsent() {
        final List<Written> records = records(300, 5);
        final FeaturePipeline muted = fit(ALL, rows(ALL, records), new BlockWeights(1, 1, 0, 1));
        final FeatureFields fewer = new FeatureFields(ALL.customer(), ALL.pooling(), true, ALL.numbers(), List.of(), ALL.date(), ALL.amount());
        final FeatureRows rows = new FeatureRows(fewer);
        records.forEach(record -> rows.add(withoutCategories(record.values()), record.vector()));
        final FeaturePipeline absent = fit(fewer, rows, EQUAL);
        final FeatureRows all = rows(ALL, records);
        for (int i = 1; i < all.size(); i++) {
            assertEquals(distance(absent, rows, 0, i), distance(muted, all, 0, i), 1e-5);
        }
    }

    @Test
    void theOrderOfRecordsDecidesNothing() {
        final List<Written> records = records(300, 5);
        final List<Written> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(9));
        final FeatureRows one = rows(ALL, records);
        final FeatureRows other = rows(ALL, shuffled);
        final FeaturePipeline before = fit(ALL, one, EQUAL);
        final FeaturePipeline after = fit(ALL, other, EQUAL);
        assertEquals(before.categories().stream().map(CategoryColumns::values).toList(), after.categories().stream().map(CategoryColumns::values).toList());
        for (int row = 0; row < one.size(); row++) {
            final String id = one.id(row);
            final int same = IntStream.range(0, other.size()).filter(candidate -> id.equals(other.id(candidate))).findFirst().orElseThrow();
            assertArrayEquals(before.vector(one.row(row, before.referenceDate())), after.vector(other.row(same, after.referenceDate())), 1e-4f);
        }
    }

    @Test
    void recordsOfACustomerAddUp() {
        final FeatureRows rows = new FeatureRows(ALL);
        rows.add(values("C", 10, 30, 1, "de", 100), new float[]{3, 0});
        rows.add(values("C", 12, Double.NaN, 2, "fr", -40), null);
        rows.add(values("C", 12, 50, 4, "fr", 20), new float[]{0, 1});
        rows.add(values("C", 12, 50, Double.NaN, "de", 5), null);
        rows.add(values("C", 20, Double.NaN, Double.NaN, null, Double.NaN), null);
        rows.add(values("N", 25, Double.NaN, Double.NaN, null, Double.NaN), null);
        final FeatureRow row = rows.row(0, 15 * DAY);
        assertArrayEquals(new double[]{130 / 3.0, 7}, row.numbers(), 1e-12);
        assertEquals("de", row.categories()[0]);
        assertArrayEquals(new double[]{3, 2, 85}, row.purchases());
        assertEquals(2, rows.texts(0));
        assertEquals(5, rows.records(0));
        assertEquals(20 * DAY, rows.lastDate(0));
        assertEquals(1, Vectors.norm(row.text()), 1e-6);
        assertEquals(12 * DAY, rows.latestPurchase());

        final FeatureRow nothing = rows.row(1, 15 * DAY);
        assertArrayEquals(new double[]{Double.NaN, 0, 0}, nothing.purchases());
        assertTrue(Double.isNaN(nothing.numbers()[0]));
        assertFalse(rows.isComplete(1));
    }

    @Test
    void withoutAReferenceDateTheLatestPurchaseIsIt() {
        final FeatureRows rows = rows(ALL, records(300, 5));
        assertEquals(rows.latestPurchase(), fit(ALL, rows, EQUAL).referenceDate());
        final FeatureOptions later = new FeatureOptions(NumberScaling.ROBUST, null, RULES, EQUAL, 1000 * DAY);
        assertEquals(1000 * DAY, new FeatureFitting(ALL, later, TrainingMonitor.NONE).fit(rows, all(rows)).referenceDate());
        // A purchase after the reference date is as recent as it.
        assertEquals(0, rows.row(0, 0L).purchases()[0]);
    }

    @Test
    void rareAndUnknownCategoriesShareAColumn() {
        final String[] values = {"a", "a", "a", "b", "b", "b", "mr smith", null};
        final CategoryColumns columns = new CategoryRules(3, 0, 10).fit("x", values);
        assertEquals(List.of("a", "b"), columns.values());
        assertEquals(3, columns.width());
        for (final String value : new String[]{"mr smith", "never seen", null}) {
            final float[] written = new float[3];
            columns.write(value, 1, written, 0);
            assertArrayEquals(new float[]{0, 0, (float) Math.sqrt(1.5)}, written);
        }
        assertTrue(new CategoryRules(2, 0, 10).fit("x", new String[]{"a", null, null, "a"}).none());
    }

    @Test
    void equallyFrequentCategoriesHaveTheVarianceOneAndASingleOneSaysNothing() {
        final FeatureFields fields = new FeatureFields(null, null, false, List.of(), List.of("x"), null, null);
        final FeatureRows rows = new FeatureRows(fields);
        for (int i = 0; i < 70; i++) {
            rows.add(new FeatureValues(null, null, new double[0], new String[]{"v" + i % 7}, Double.NaN), null);
        }
        assertEquals(1, totalVariance(table(fit(fields, rows, EQUAL), rows)), 1e-5);
        final CategoryColumns single = RULES.fit("x", new String[]{"a", "a", "a", "a", "a"});
        final float[] written = new float[2];
        single.write("another", 1, written, 0);
        assertArrayEquals(new float[2], written);
    }

    @Test
    void textsThatAreAlikeSayNothing() {
        final FeatureRows rows = new FeatureRows(ALL);
        for (int i = 0; i < 20; i++) {
            rows.add(values("C" + i, i, i, i, "de", i), new float[]{0.1f * (i + 1), 0.3f * (i + 1)});
        }
        final FeaturePipeline pipeline = fit(ALL, rows, EQUAL);
        assertEquals(0, pipeline.textFactor());
    }

    @Test
    void partsThatDoNotAgreeAreRefused() {
        final FeaturePipeline pipeline = fit(ALL, rows(ALL, records(300, 5)), EQUAL);
        assertThrows(IllegalArgumentException.class, () -> pipeline.vector(new FeatureRow(new float[3], new double[2], new String[2], new double[3])));
        assertThrows(IllegalArgumentException.class, () -> new FeaturePipeline(ALL, EQUAL, 4, 1, List.of(), pipeline.categories(), pipeline.purchases(), 0L));
        assertThrows(IllegalArgumentException.class, () -> new BlockWeights(-1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CategoryRules(1, 0, 1));
    }

    @Test
    void memoryIsCountedAsRowsCome() {
        final FeatureRows rows = new FeatureRows(ALL);
        long before = rows.bytes();
        for (final Written record : records(100, 5)) {
            final int sizeBefore = rows.size();
            rows.add(record.values(), record.vector());
            assertTrue(rows.bytes() >= before + (rows.size() > sizeBefore ? 4 * Double.BYTES : 0));
            before = rows.bytes();
        }
        assertTrue(before > rows.size() * (216 + 4 * Double.BYTES));
    }

    private static BlockShares shares(final BlockWeights weights) {
        final FeatureRows rows = rows(ALL, records(900, 6));
        final FeaturePipeline pipeline = fit(ALL, rows, weights);
        final VectorTable table = table(pipeline, rows);
        try (Workers workers = new Workers("test", 1)) {
            final Clustering clustering = new KMeans(new KMeansOptions(3, 2, 20, 1e-4, 1), workers, TrainingMonitor.NONE).fit(table);
            final BlockShares shares = BlockShares.of(pipeline, table, clustering, TrainingMonitor.NONE);
            assertEquals(1, shares.separation().values().stream().mapToDouble(Double::doubleValue).sum(), 1e-12);
            assertEquals(pipeline.blocks().stream().map(FeaturePipeline.Range::block).toList(), List.copyOf(shares.variance().keySet()));
            return shares;
        }
    }

    /** Three records per customer; all that is said is drawn at random. */
    private static List<Written> records(final int count, final long seed) {
        final Random random = new Random(seed);
        final List<Written> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final FeatureValues values = new FeatureValues("C" + i / 3, random.nextInt(400) * DAY, new double[]{20 + random.nextInt(50), random.nextInt(9)},
                    new String[]{List.of("de", "fr", "it").get(i / 3 % 3), random.nextBoolean() ? "web" : "shop"}, Math.exp(3 + random.nextGaussian()));
            records.add(new Written(values, new float[]{(float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian(), 1}));
        }
        return records;
    }

    private static FeatureValues values(final String customer, final long day, final double age, final double items, final String country, final double amount) {
        return new FeatureValues(customer, day * DAY, new double[]{age, items}, new String[]{country, "web"}, amount);
    }

    private static FeatureValues withoutCategories(final FeatureValues values) {
        return new FeatureValues(values.customer(), values.date(), values.numbers(), new String[0], values.amount());
    }

    private static FeatureRows rows(final FeatureFields fields, final List<Written> records) {
        final FeatureRows rows = new FeatureRows(fields);
        records.forEach(record -> rows.add(record.values(), record.vector()));
        return rows;
    }

    private static int[] all(final FeatureRows rows) {
        return IntStream.range(0, rows.size()).toArray();
    }

    private static FeaturePipeline fit(final FeatureFields fields, final FeatureRows rows, final BlockWeights weights) {
        return new FeatureFitting(fields, new FeatureOptions(NumberScaling.STANDARD, null, RULES, weights, null), TrainingMonitor.NONE).fit(rows, all(rows));
    }

    private static VectorTable table(final FeaturePipeline pipeline, final FeatureRows rows) {
        final VectorTable table = new VectorTable(pipeline.dimension());
        for (int row = 0; row < rows.size(); row++) {
            table.add(pipeline.vector(rows.row(row, pipeline.referenceDate())));
        }
        return table;
    }

    private static double distance(final FeaturePipeline pipeline, final FeatureRows rows, final int one, final int other) {
        return Vectors.squaredDistance(pipeline.vector(rows.row(one, pipeline.referenceDate())), pipeline.vector(rows.row(other, pipeline.referenceDate())));
    }

    private static double totalVariance(final VectorTable table) {
        double variance = 0;
        for (int j = 0; j < table.dimension(); j++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < table.size(); i++) {
                final double value = table.row(i)[j];
                sum += value;
                squares += value * value;
            }
            variance += squares / table.size() - Math.pow(sum / table.size(), 2);
        }
        return variance;
    }
}
