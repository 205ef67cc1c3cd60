// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.quality.CentroidScores;
import dev.segmentation.core.quality.Interval;
import dev.segmentation.core.quality.Score;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.core.quality.SilhouetteScores;
import dev.segmentation.core.quality.Stability;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scores of a segmentation as one record. A score that is undefined is null, and the field that ends in {@code _reason} says why. Segments that are too
 * small to be shown are counted only.
 */
public final class MetricsRecord {

    private static final DataType INT = RecordFieldType.INT.getDataType();
    private static final DataType DOUBLE = RecordFieldType.DOUBLE.getDataType();
    private static final DataType STRING = RecordFieldType.STRING.getDataType();
    private static final DataType STRINGS = RecordFieldType.ARRAY.getArrayDataType(STRING);

    private static final RecordSchema SEGMENT_SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("segment", INT),
            new RecordField("size", INT),
            new RecordField("share", DOUBLE),
            new RecordField("silhouette_cosine", DOUBLE),
            new RecordField("silhouette_euclidean", DOUBLE),
            new RecordField("simplified_silhouette_cosine", DOUBLE),
            new RecordField("simplified_silhouette_euclidean", DOUBLE),
            new RecordField("calinski_harabasz", DOUBLE),
            new RecordField("davies_bouldin", DOUBLE),
            new RecordField("davies_bouldin_cosine", DOUBLE),
            new RecordField("separation", DOUBLE),
            new RecordField("separation_cosine", DOUBLE),
            new RecordField("nearest_segment", INT),
            new RecordField("inertia", DOUBLE),
            new RecordField("mean_distance", DOUBLE),
            new RecordField("stability", DOUBLE),
            new RecordField("terms", STRINGS)));

    private static final RecordSchema SCHEMA = new SimpleRecordSchema(Stream.of(
            List.of(
                    new RecordField("model_version", STRING),
                    new RecordField("space", STRING),
                    new RecordField("records", INT),
                    new RecordField("scored", INT),
                    new RecordField("customers", INT),
                    new RecordField("segments", INT),
                    new RecordField("small_segments", INT),
                    new RecordField("smallest_share", DOUBLE),
                    new RecordField("verdict", STRING),
                    new RecordField("verdict_reasons", STRINGS),
                    new RecordField("silhouette_cosine", DOUBLE),
                    new RecordField("silhouette_cosine_low", DOUBLE),
                    new RecordField("silhouette_cosine_high", DOUBLE),
                    new RecordField("silhouette_euclidean", DOUBLE),
                    new RecordField("silhouette_euclidean_low", DOUBLE),
                    new RecordField("silhouette_euclidean_high", DOUBLE),
                    new RecordField("silhouette_sampled", RecordFieldType.BOOLEAN.getDataType()),
                    new RecordField("silhouette_rows", INT),
                    new RecordField("silhouette_reason", STRING)),
            pair("simplified_silhouette", "_euclidean"),
            pair("calinski_harabasz", ""),
            pair("davies_bouldin", ""),
            pair("separation", ""),
            pair("inertia", ""),
            List.of(
                    new RecordField("stability", DOUBLE),
                    new RecordField("stability_deviation", DOUBLE),
                    new RecordField("stability_resamples", INT),
                    new RecordField("stability_rows", INT),
                    new RecordField("stability_reason", STRING)),
            AgreementFields.SCHEMA_FIELDS,
            List.of(
                    new RecordField("sensitive", DisparityRecord.ARRAY),
                    new RecordField("note", STRING),
                    new RecordField("segment_metrics", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(SEGMENT_SCHEMA)))))
            .flatMap(List::stream).toList());

    private final SegmentedRecords input;
    private final ScoreCard card;
    private final Options options;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private MetricsRecord(final SegmentedRecords input, final ScoreCard card, final Options options) {
        this.input = input;
        this.card = card;
        this.options = options;
    }

    /**
     * What the scores alone do not say.
     *
     * @param modelVersion version of the model that gave the segments, or null
     * @param terms key terms by segment id; may lack segments
     * @param minimumCustomers smallest segment, and smallest count in a table, that is shown
     * @param associationLimit smallest association with a sensitive attribute that is flagged, 0..1
     * @param verdict passed or rejected, or null when there are no thresholds
     * @param verdictReasons which thresholds were missed, null when there are none
     */
    public record Options(String modelVersion, Map<Integer, List<String>> terms, int minimumCustomers, double associationLimit, String verdict, List<String> verdictReasons) {
    }

    private static List<RecordField> pair(final String name, final String suffix) {
        return List.of(new RecordField(name + suffix, DOUBLE), new RecordField(name + "_cosine", DOUBLE), new RecordField(name + "_reason", STRING));
    }

    /** @return the schema of the record */
    public static RecordSchema schema() {
        return SCHEMA;
    }

    /**
     * @param input what was scored
     * @param card its scores
     */
    public static Record of(final SegmentedRecords input, final ScoreCard card, final Options options) {
        return new MetricsRecord(input, card, options).record();
    }

    private Record record() {
        final SegmentationQuality quality = card.scored().quality();
        final Set<Integer> shown = quality.segments().stream().filter(segment -> segment.size() >= options.minimumCustomers()).map(SegmentQuality::segment)
                .collect(Collectors.toSet());
        values.put("model_version", options.modelVersion());
        values.put("space", input.byFeatures() ? "features" : "vectors");
        values.put("records", input.records());
        values.put("scored", input.scoredRecords());
        values.put("customers", input.pooled() ? quality.rows() : null);
        values.put("segments", quality.segments().size());
        values.put("small_segments", quality.segments().size() - shown.size());
        values.put("smallest_share", card.smallestShare());
        values.put("verdict", options.verdict());
        values.put("verdict_reasons", options.verdictReasons() == null ? null : options.verdictReasons().toArray());
        putSilhouettes(quality);
        putPair("simplified_silhouette", "_euclidean", card.euclidean().simplified(), card.cosine().simplified());
        putPair("calinski_harabasz", "", card.euclidean().indices().calinskiHarabasz(), card.cosine().indices().calinskiHarabasz());
        putPair("davies_bouldin", "", card.euclidean().indices().daviesBouldin(), card.cosine().indices().daviesBouldin());
        putPair("separation", "", card.euclidean().indices().separation(), card.cosine().indices().separation());
        putPair("inertia", "", card.euclidean().inertia(), card.cosine().inertia());
        putStability(card.stability());
        AgreementFields.put(values, card.labels(), input.labelColumn());
        values.put("sensitive", DisparityRecord.array(card.disparities(), input.sensitiveColumns(), options.associationLimit()));
        values.put("note", quality.notes().isEmpty() ? null : String.join("; ", quality.notes()));
        final List<Record> segments = new ArrayList<>();
        for (int place = 0; place < quality.segments().size(); place++) {
            if (shown.contains(quality.segments().get(place).segment())) {
                segments.add(segmentRecord(place, shown));
            }
        }
        values.put("segment_metrics", segments.toArray());
        return new MapRecord(SCHEMA, values);
    }

    private void putSilhouettes(final SegmentationQuality quality) {
        final SilhouetteScores scores = card.scored().silhouetteScores();
        putInterval("silhouette_cosine", scores.cosine(), scores.cosineInterval());
        putInterval("silhouette_euclidean", scores.euclidean(), scores.euclideanInterval());
        values.put("silhouette_sampled", quality.sampled());
        values.put("silhouette_rows", quality.silhouetteRows());
        values.put("silhouette_reason", reason(scores.euclidean(), scores.cosine()));
    }

    private void putInterval(final String name, final Score score, final Interval interval) {
        values.put(name, score.value());
        values.put(name + "_low", interval == null ? null : interval.low());
        values.put(name + "_high", interval == null ? null : interval.high());
    }

    private void putPair(final String name, final String suffix, final Score euclidean, final Score cosine) {
        values.put(name + suffix, euclidean.value());
        values.put(name + "_cosine", cosine.value());
        values.put(name + "_reason", reason(euclidean, cosine));
    }

    private static String reason(final Score euclidean, final Score cosine) {
        if (Objects.equals(euclidean.reason(), cosine.reason())) {
            return euclidean.reason();
        }
        return Stream.of(euclidean.reason() == null ? null : "euclidean: " + euclidean.reason(), cosine.reason() == null ? null : "cosine: " + cosine.reason())
                .filter(Objects::nonNull).collect(Collectors.joining("; "));
    }

    private void putStability(final Stability stability) {
        values.put("stability", stability.score().value());
        values.put("stability_deviation", stability.deviation());
        values.put("stability_resamples", stability.resamples());
        values.put("stability_rows", stability.rows());
        values.put("stability_reason", stability.score().reason());
    }

    private Record segmentRecord(final int place, final Set<Integer> shown) {
        final SegmentQuality segment = card.scored().quality().segments().get(place);
        final CentroidScores.Segment euclidean = card.euclidean().segments().get(place);
        final CentroidScores.Segment cosine = card.cosine().segments().isEmpty() ? null : card.cosine().segments().get(place);
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("segment", segment.segment());
        fields.put("size", segment.size());
        fields.put("share", segment.share());
        fields.put("silhouette_cosine", segment.silhouetteCosine());
        fields.put("silhouette_euclidean", segment.silhouetteEuclidean());
        fields.put("simplified_silhouette_cosine", cosine == null ? null : cosine.simplified());
        fields.put("simplified_silhouette_euclidean", euclidean.simplified());
        fields.put("calinski_harabasz", segment.calinskiHarabasz());
        fields.put("davies_bouldin", segment.daviesBouldin());
        fields.put("davies_bouldin_cosine", cosine == null ? null : cosine.daviesBouldin());
        fields.put("separation", euclidean.separation());
        fields.put("separation_cosine", cosine == null ? null : cosine.separation());
        fields.put("nearest_segment", shown.contains(euclidean.nearest()) ? euclidean.nearest() : null);
        fields.put("inertia", segment.inertia());
        fields.put("mean_distance", segment.meanDistance());
        fields.put("stability", card.stability().segments().get(place));
        fields.put("terms", options.terms().getOrDefault(segment.segment(), List.of()).toArray());
        return new MapRecord(SEGMENT_SCHEMA, fields);
    }
}
