// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.explain.CategoryProfile;
import dev.segmentation.core.explain.NumericProfile;
import dev.segmentation.core.quality.SegmentLabels;
import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Fields that describe the members of segments, held for the report. Fields that the records lack, and such with more than a thousand different values
 * that are no numbers, give no profile.
 */
public final class MemberProfile {

    /** Nothing is described. */
    public static final MemberProfile NONE = new MemberProfile(List.of(), null);

    private final List<FieldPath> paths;
    private final List<ProfileColumn> columns;
    private final FieldPath sentimentPath;
    private final ProfileColumn sentiment;

    /**
     * @param fields that describe members
     * @param sentiment how they feel, or null
     */
    public MemberProfile(final List<FieldPath> fields, final FieldPath sentiment) {
        paths = List.copyOf(fields);
        columns = paths.stream().map(ProfileColumn::new).toList();
        sentimentPath = sentiment;
        this.sentiment = sentiment == null ? null : new ProfileColumn(sentiment);
    }

    void add(final Record record, final int row) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(paths.get(i).read(record), row);
        }
        if (sentiment != null) {
            final Object value = sentimentPath.read(record);
            sentiment.add(value == null ? null : value.toString(), row);
        }
    }

    long bytes() {
        return columns.stream().mapToLong(ProfileColumn::bytes).sum() + (sentiment == null ? 0 : sentiment.bytes());
    }

    /**
     * @param labels segments of the rows
     * @return profiles of the fields with numbers, in the order of the fields
     */
    public List<NumericProfile> numbers(final SegmentLabels labels) {
        return columns.stream().filter(ProfileColumn::isNumber).map(column -> NumericProfile.of(column.name(), column.numbers(labels.rows()), labels)).filter(Objects::nonNull).toList();
    }

    /**
     * @param labels segments of the rows
     * @param fewest rows of a segment that must have a value for it to be told
     * @return profiles of the other fields, in the order of the fields
     */
    public List<CategoryProfile> categories(final SegmentLabels labels, final int fewest) {
        return columns.stream().filter(ProfileColumn::isCategory).map(column -> profile(column, labels, fewest)).filter(Objects::nonNull).toList();
    }

    /**
     * @param labels segments of the rows
     * @param fewest rows of a segment that must have a value for it to be told
     * @return how the members feel, or null when it is not known
     */
    public CategoryProfile sentiment(final SegmentLabels labels, final int fewest) {
        return sentiment == null || !sentiment.isCategory() ? null : profile(sentiment, labels, fewest);
    }

    private static CategoryProfile profile(final ProfileColumn column, final SegmentLabels labels, final int fewest) {
        return CategoryProfile.of(column.name(), column.categories(labels.rows()), column.values(), labels, fewest);
    }

    /**
     * Numbers and categories as conditions that hold for a row, or do not.
     *
     * @param rows number of rows
     * @param fewest rows that must have a category for it to be a condition
     */
    public List<MemberTrait> traits(final int rows, final int fewest) {
        final List<MemberTrait> traits = new ArrayList<>();
        for (final ProfileColumn column : columns) {
            if (column.isNumber()) {
                traits.addAll(MemberTrait.above(column.name(), column.numbers(rows)));
            } else if (column.isCategory()) {
                traits.addAll(MemberTrait.equal(column.name(), column.categories(rows), column.values(), fewest));
            }
        }
        return traits;
    }

    /** @return names of the fields that give no profile, for the report */
    public List<String> silentFields() {
        return Stream.concat(columns.stream(), Stream.ofNullable(sentiment)).filter(column -> !column.isNumber() && !column.isCategory()).map(ProfileColumn::name).toList();
    }
}
