// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

class RowChangesTest {

    private final float[][] table = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
    private final List<RowChanges> shards = IntStream.range(0, 3).mapToObj(shard -> new RowChanges(table)).toList();

    @Test
    void whatShardsChangeIsAddedUp() {
        change();
        assertArrayEquals(new float[][]{{1, 2}, {3, 4}, {5, 6}, {7, 8}}, table);
        for (int shard = 0; shard < 3; shard++) {
            RowChanges.merge(shards, shard);
        }
        assertArrayEquals(new float[][]{{1 + 111, 2}, {3 + 10, 4}, {5 + 110, 6}, {7, 8}}, table);
    }

    @Test
    void shardsMayMergeInAnyOrder() {
        change();
        for (int shard = 2; shard >= 0; shard--) {
            RowChanges.merge(shards, shard);
        }
        assertArrayEquals(new float[][]{{1 + 111, 2}, {3 + 10, 4}, {5 + 110, 6}, {7, 8}}, table);
    }

    @Test
    void theNextRoundBeginsWithWhatWasMerged() {
        for (int round = 0; round < 3; round++) {
            shards.forEach(RowChanges::forget);
            change();
            for (int shard = 0; shard < 3; shard++) {
                RowChanges.merge(shards, shard);
            }
        }
        assertArrayEquals(new float[][]{{1 + 333, 2}, {3 + 30, 4}, {5 + 330, 6}, {7, 8}}, table);
        shards.getLast().forget();
        assertArrayEquals(new float[]{334, 2}, row(2, 0));
    }

    /** Row 0 by all, row 1 by the second only, row 2 by the last two, row 3 by none. */
    private void change() {
        row(0, 0)[0] += 1;
        row(1, 2)[0] += 10;
        row(1, 0)[0] += 10;
        row(1, 1)[0] += 10;
        row(2, 0)[0] += 50;
        row(2, 0)[0] += 50;
        row(2, 2)[0] += 100;
    }

    private float[] row(final int shard, final int row) {
        final int place = shards.get(shard).place(row);
        return shards.get(shard).copies()[place];
    }
}
