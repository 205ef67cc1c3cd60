// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How an embeddings endpoint is asked.
 *
 * @param endpoint the whole address, path and query included
 * @param model as the server names it
 * @param dimensions asked for, or 0 for the model's own
 * @param headers of every request, such as the key
 * @param textsPerRequest at most
 * @param charactersPerRequest at most, unless one text alone is longer
 * @param parallelRequests at most
 * @param timeout of one request, its answer included
 * @param attempts for one request
 * @param longestWait before an attempt; what would have to wait longer fails at once
 * @param requestsPerPeriod 0 for any number
 * @param tokensPerPeriod 0 for any number
 * @param period of the budget
 */
public record RemoteOptions(URI endpoint, String model, int dimensions, Map<String, String> headers, int textsPerRequest, int charactersPerRequest, int parallelRequests, Duration timeout,
        int attempts, Duration longestWait, long requestsPerPeriod, long tokensPerPeriod, Duration period) {

    public RemoteOptions {
        headers = Map.copyOf(headers);
    }
}
