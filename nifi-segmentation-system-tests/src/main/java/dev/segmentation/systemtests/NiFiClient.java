// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The calls of NiFi's REST API that the demo and the system tests need. A refused call ends in a {@link NiFiTrouble} with NiFi's own words.
 */
public final class NiFiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CALL_LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 200;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param base scheme, host and port
     */
    public NiFiClient(final URI base) {
        this.base = base;
    }

    /**
     * @return true once the server is up and its flow is loaded
     */
    public boolean isAnswering() {
        try {
            final HttpResponse<String> response = http.send(request("/flow/about").GET().build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @return where a browser sees a process group
     */
    public String canvasUrl(final String groupId) {
        return base + "/nifi/#/process-groups/" + groupId;
    }

    /**
     * @return the processor types or controller service types of one bundle
     */
    public List<JsonNode> types(final String kind, final String bundleGroup) {
        final List<JsonNode> types = new ArrayList<>();
        final String list = "processor".equals(kind) ? "processorTypes" : "controllerServiceTypes";
        get("/flow/" + kind + "-types").path(list).forEach(type -> {
            if (bundleGroup.equals(type.path("bundle").path("group").asText())) {
                types.add(type);
            }
        });
        return types;
    }

    /**
     * Imports a flow definition onto the root canvas.
     *
     * @return the id of the new process group
     */
    public String importFlow(final String name, final JsonNode definition, final int x, final int y) {
        final String boundary = UUID.randomUUID().toString();
        final StringBuilder body = new StringBuilder();
        final Map<String, String> fields = Map.of("groupName", name, "positionX", Integer.toString(x), "positionY", Integer.toString(y),
                "clientId", UUID.randomUUID().toString());
        fields.forEach((field, value) -> body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(field)
                .append("\"\r\n\r\n").append(value).append("\r\n"));
        body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"flow.json\"\r\n")
                .append("Content-Type: application/json\r\n\r\n").append(definition).append("\r\n--").append(boundary).append("--\r\n");
        final HttpRequest upload = request("/process-groups/root/process-groups/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)).build();
        return send(upload).path("id").asText();
    }

    /**
     * Enables all controller services of a group and waits for it.
     */
    public void enableServices(final String groupId, final Duration limit) {
        put("/flow/process-groups/" + groupId + "/controller-services", JSON.createObjectNode().put("id", groupId).put("state", "ENABLED"));
        final String path = "/flow/process-groups/" + groupId + "/controller-services?includeAncestorGroups=false&includeDescendantGroups=true";
        final boolean enabled = await(limit, () -> {
            for (final JsonNode service : get(path).path("controllerServices")) {
                if (!"ENABLED".equals(service.path("component").path("state").asText())) {
                    return false;
                }
            }
            return true;
        });
        if (!enabled) {
            final StringBuilder reasons = new StringBuilder();
            get(path).path("controllerServices").forEach(service -> {
                final JsonNode component = service.path("component");
                reasons.append(' ').append(component.path("name").asText()).append(": ").append(component.path("state").asText())
                        .append(' ').append(component.path("validationErrors"));
            });
            throw new NiFiTrouble("Not all controller services could be enabled:" + reasons);
        }
    }

    /**
     * Waits until every processor of a group and of the groups in it is valid: after an import and after enabling services NiFi validates in the background.
     */
    public void awaitValid(final String groupId, final Duration limit) {
        final boolean valid = await(limit, () -> invalid(groupId).isEmpty());
        if (!valid) {
            throw new NiFiTrouble("Not all processors are valid: " + invalid(groupId));
        }
    }

    private List<String> invalid(final String groupId) {
        return processors(groupId).stream().map(processor -> processor.path("component"))
                .filter(component -> !"VALID".equals(component.path("validationStatus").asText()))
                .map(component -> component.path("name").asText() + " " + component.path("validationStatus").asText() + " " + component.path("validationErrors"))
                .toList();
    }

    /**
     * Starts or stops all components of a group.
     *
     * @param state RUNNING or STOPPED
     */
    public void schedule(final String groupId, final String state) {
        put("/flow/process-groups/" + groupId, JSON.createObjectNode().put("id", groupId).put("state", state));
    }

    /**
     * @return all processors of a group and of the groups in it, as the REST API gives them
     */
    public List<JsonNode> processors(final String groupId) {
        final List<JsonNode> processors = new ArrayList<>();
        get("/process-groups/" + groupId + "/processors?includeDescendantGroups=true").path("processors").forEach(processors::add);
        return processors;
    }

    /**
     * @return the groups directly within a group, by name: name and id
     */
    public List<JsonNode> groups(final String groupId) {
        final List<JsonNode> groups = new ArrayList<>();
        get("/process-groups/" + groupId + "/process-groups").path("processGroups").forEach(group -> groups.add(group.path("component")));
        groups.sort(Comparator.comparing(group -> group.path("name").asText()));
        return groups;
    }

    /**
     * @return a group's aggregate status: queued, active threads, bytes, and one snapshot per processor below it
     */
    public JsonNode status(final String groupId) {
        return get("/flow/process-groups/" + groupId + "/status?recursive=true").path("processGroupStatus").path("aggregateSnapshot");
    }

    /**
     * @return number of FlowFiles that wait in a group's queues or are being worked on
     */
    public int queued(final String groupId) {
        return status(groupId).path("flowFilesQueued").asInt();
    }

    /**
     * @return the bulletins since one id, oldest first: id, source, level and message of each
     */
    public List<JsonNode> bulletins(final long after) {
        final List<JsonNode> bulletins = new ArrayList<>();
        get("/flow/bulletin-board?after=" + after).path("bulletinBoard").path("bulletins").forEach(bulletin -> bulletins.add(bulletin.path("bulletin")));
        return bulletins;
    }

    /**
     * @return the latest provenance events, at most a thousand, each with the attributes of its FlowFile
     */
    public List<JsonNode> provenance(final Duration limit) {
        final ObjectNode query = JSON.createObjectNode();
        query.putObject("provenance").putObject("request").put("maxResults", 1000).put("summarize", false).put("incrementalResults", false);
        final String path = "/provenance/" + post("/provenance", query).path("provenance").path("id").asText();
        final String results = path + "?summarize=false&incrementalResults=false";
        final boolean done = await(limit, () -> get(results).path("provenance").path("finished").asBoolean());
        final JsonNode provenance = get(results).path("provenance");
        send(request(path).DELETE().build());
        if (!done) {
            throw new NiFiTrouble("The provenance query did not complete: " + provenance.path("percentCompleted"));
        }
        final List<JsonNode> events = new ArrayList<>();
        provenance.path("results").path("provenanceEvents").forEach(events::add);
        return events;
    }

    /**
     * Uploads a NAR and waits until it is installed.
     *
     * @return the extension types it brought
     */
    public JsonNode uploadNar(final Path nar, final Duration limit) throws IOException {
        final HttpRequest upload = request("/controller/nar-manager/nars/content").header("Content-Type", "application/octet-stream")
                .header("Filename", nar.getFileName().toString()).POST(HttpRequest.BodyPublishers.ofFile(nar)).build();
        final String id = send(upload).path("narSummary").path("identifier").asText();
        final boolean done = await(limit, () -> narSummary(id).path("installComplete").asBoolean());
        final JsonNode summary = narSummary(id);
        if (!done || !"Installed".equalsIgnoreCase(summary.path("state").asText())) {
            throw new NiFiTrouble("The NAR was not installed: " + summary);
        }
        return get("/controller/nar-manager/nars/" + id + "/details");
    }

    private JsonNode narSummary(final String id) {
        return get("/controller/nar-manager/nars/" + id).path("narSummary");
    }

    /**
     * Adds a controller service to a group.
     *
     * @return its id
     */
    public String createService(final String groupId, final String type, final ObjectNode bundle, final ObjectNode properties) {
        final ObjectNode entity = JSON.createObjectNode();
        entity.putObject("revision").put("version", 0);
        final ObjectNode component = entity.putObject("component");
        component.put("type", type).set("bundle", bundle);
        component.set("properties", properties);
        return post("/process-groups/" + groupId + "/controller-services", entity).path("id").asText();
    }

    /**
     * Runs the verification of a component's configuration, as the tick in the configuration dialog does.
     *
     * @param path {@code /processors/ID} or {@code /controller-services/ID}
     * @return one result per step: verificationStepName, outcome, explanation
     */
    public JsonNode verify(final String path, final JsonNode properties, final Duration limit) {
        final ObjectNode entity = JSON.createObjectNode();
        final ObjectNode request = entity.putObject("request");
        request.put("componentId", path.substring(path.lastIndexOf('/') + 1));
        request.set("properties", properties);
        request.putObject("attributes");
        final String requests = path + "/config/verification-requests";
        final String id = post(requests, entity).path("request").path("requestId").asText();
        final boolean done = await(limit, () -> get(requests + "/" + id).path("request").path("complete").asBoolean());
        final JsonNode result = get(requests + "/" + id).path("request");
        send(request(requests + "/" + id).DELETE().build());
        if (!done || result.hasNonNull("failureReason")) {
            throw new NiFiTrouble("Verification did not complete: " + result.path("failureReason").asText());
        }
        return result.path("results");
    }

    /**
     * @return the answer to a GET below {@code /nifi-api}
     */
    public JsonNode get(final String path) {
        return send(request(path).GET().build());
    }

    private JsonNode post(final String path, final JsonNode body) {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body.toString())).build());
    }

    private void put(final String path, final JsonNode body) {
        send(request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body.toString())).build());
    }

    /**
     * @return true when the condition held within the limit
     */
    public static boolean await(final Duration limit, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(base.resolve("/nifi-api" + path)).timeout(CALL_LIMIT);
    }

    private JsonNode send(final HttpRequest request) {
        try {
            final HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new NiFiTrouble("NiFi answered " + response.statusCode() + " to " + request.method() + " " + request.uri().getPath() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (final IOException e) {
            throw new UncheckedIOException("NiFi did not answer " + request.method() + " " + request.uri().getPath(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NiFiTrouble("Interrupted while NiFi was asked for " + request.uri().getPath());
        }
    }
}
