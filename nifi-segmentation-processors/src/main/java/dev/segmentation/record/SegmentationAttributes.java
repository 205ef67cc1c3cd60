// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

/**
 * Names of the FlowFile attributes that the processors read and write.
 */
public final class SegmentationAttributes {

    public static final String EMBEDDER = "segmentation.embedder";
    public static final String OTHER_LANGUAGE = "segmentation.other.language";
    public static final String UNKNOWN_LANGUAGE = "segmentation.unknown.language";
    public static final String MODEL_NAME = "segmentation.model.name";
    public static final String MODEL_VERSION = "segmentation.model.version";
    public static final String REFERENCE_DATE = "segmentation.reference.date";
    public static final String PARENT_VERSION = "segmentation.parent.version";
    public static final String LINEAGE = "segmentation.lineage";
    public static final String PROMOTION = "segmentation.promotion";
    public static final String PROMOTION_REASON = "segmentation.promotion.reason";
    public static final String SEGMENTS = "segmentation.segments";
    public static final String SEGMENTS_CHOSEN = "segmentation.segments.chosen";
    public static final String SEGMENTS_EVIDENT = "segmentation.segments.evident";
    public static final String SEGMENTS_REASON = "segmentation.segments.reason";
    public static final String COMPARED = "segmentation.compared";
    public static final String COMPARED_ALGORITHM = "segmentation.compared.algorithm";
    public static final String COMPARED_FIELD = "segmentation.compared.field";
    public static final String COMPARED_BASIS = "segmentation.compared.basis";
    public static final String COMPARED_EVIDENT = "segmentation.compared.evident";
    public static final String COMPARED_REASON = "segmentation.compared.reason";
    public static final String VARIANCE_SHARES = "segmentation.variance.shares";
    public static final String SILHOUETTE = "segmentation.silhouette";
    public static final String SILHOUETTE_EUCLIDEAN = "segmentation.silhouette.euclidean";
    public static final String CALINSKI_HARABASZ = "segmentation.calinski.harabasz";
    public static final String DAVIES_BOULDIN = "segmentation.davies.bouldin";
    public static final String SEPARATION = "segmentation.separation";
    public static final String STABILITY = "segmentation.stability";
    public static final String SMALLEST_SHARE = "segmentation.smallest.share";
    public static final String ADJUSTED_RAND_INDEX = "segmentation.adjusted.rand.index";
    public static final String ADJUSTED_MUTUAL_INFORMATION = "segmentation.adjusted.mutual.information";
    public static final String NORMALIZED_MUTUAL_INFORMATION = "segmentation.normalized.mutual.information";
    public static final String V_MEASURE = "segmentation.v.measure";
    public static final String LABEL_ACCURACY = "segmentation.label.accuracy";
    public static final String FLAGGED_FIELDS = "segmentation.flagged.fields";
    public static final String VERDICT = "segmentation.verdict";
    public static final String VERDICT_REASONS = "segmentation.verdict.reasons";
    public static final String DRIFT = "segmentation.drift.";
    public static final String DRIFT_WINDOW = "segmentation.drift.window.";
    public static final String DRIFT_COUNT = "count";
    public static final String DRIFT_PSI = "psi";
    public static final String DRIFT_PSI_CHANCE = "psi.chance";
    public static final String DRIFT_DISTANCE_PSI = "distance.psi";
    public static final String DRIFT_BEYOND = "beyond.";
    public static final String DRIFT_UNKNOWN = "unknown";
    public static final String DRIFT_UNKNOWN_EXPECTED = "unknown.expected";
    public static final String ERASURE = "segmentation.erasure";
    public static final String ERASURE_VERSION = "segmentation.erasure.version";
    public static final String RECORD_COUNT = "record.count";
    public static final String ERROR = "record.error.message";

    private SegmentationAttributes() {
    }
}
