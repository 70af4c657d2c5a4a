package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.Json;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files and folders of repositories. Threads: any. */
final class Files {
    private static final int MOST_ENTRIES = 1000;

    private final RestClient client;

    Files(RestClient client) {
        this.client = client;
    }

    /** A folder with its entries, a file with its bytes, or something else that is only described. */
    sealed interface Found {
        /** A folder. */
        record Folder(List<Map<String, @Nullable Object>> entries) implements Found {}

        /** A file. */
        record Content(String sha, byte[] bytes) implements Found {
            Optional<String> text() {
                try {
                    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                    return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
                } catch (CharacterCodingException e) {
                    return Optional.empty();
                }
            }
        }

        /** A link or a submodule. */
        record Other(Map<String, @Nullable Object> description) implements Found {}
    }

    Found read(RepositoryName repository, String path, Optional<String> ref, Call call) {
        RestRequest request = repository.get("contents").query("ref", ref);
        if (!path.isEmpty() && !path.equals("/")) {
            request = request.path(path);
        }
        JsonValue json = client.send(request, call).json();
        if (json.isList()) {
            return new Found.Folder(json.items().stream().limit(MOST_ENTRIES).map(Files::entry).toList());
        }
        if (!json.at("type").text().orElse("").equals("file")) {
            return new Found.Other(entry(json));
        }
        return new Found.Content(json.at("sha").text().orElse(""), bytes(json, request, call));
    }

    private static Map<String, @Nullable Object> entry(JsonValue json) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        Lean.copy(json, entry, "name", "path", "type", "size", "sha", "target", "submodule_git_url");
        return entry;
    }

    /** Above a megabyte GitHub leaves the content out, and gives it as it is on request. */
    private byte[] bytes(JsonValue json, RestRequest request, Call call) {
        if (!json.at("encoding").text().orElse("").equals("base64")) {
            return client.send(request.header("Accept", "application/vnd.github.raw+json"), call).bytes();
        }
        try {
            return Base64.getMimeDecoder().decode(json.at("content").text().orElse(""));
        } catch (IllegalArgumentException e) {
            throw new ToolException("GitHub gives a file whose content is no Base64. Try again later.")
                    .code("upstream_error").retryable();
        }
    }

    /** A part of a file as text, or what it is. */
    static Map<String, @Nullable Object> described(Found found, int start, int maxChars) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        switch (found) {
            case Found.Folder(List<Map<String, @Nullable Object>> entries) -> {
                result.put("type", "folder");
                part(entries, start, maxChars, result);
            }
            case Found.Other(Map<String, @Nullable Object> description) -> result.putAll(description);
            case Found.Content content -> {
                result.put("type", "file");
                result.put("sha", content.sha());
                result.put("size", (long) content.bytes().length);
                content.text().ifPresentOrElse(text -> part(text, start, maxChars, result),
                        () -> result.put("binary", "It is not text: read it as a resource,"
                                + " github://repos/{owner}/{repo}/contents/{path}."));
            }
        }
        return result;
    }

    private static void part(List<Map<String, @Nullable Object>> entries, int start, int maxChars,
            Map<String, @Nullable Object> result) {
        if (start > entries.size()) {
            throw new ToolException("start is " + start + ", but the folder has " + entries.size() + " entries.")
                    .code("invalid_argument");
        }
        int end = start;
        int chars = 0;
        while (end < entries.size()) {
            chars += Json.write(entries.get(end)).length();
            if (chars > maxChars && end > start) {
                break;
            }
            end++;
        }
        result.put("entries", entries.subList(start, end));
        result.put("start", (long) start);
        result.put("total_entries", (long) entries.size());
        result.put("truncated", end < entries.size());
        if (end < entries.size()) {
            result.put("next_start", (long) end);
        }
    }

    private static void part(String text, int start, int maxChars, Map<String, @Nullable Object> result) {
        if (start > text.length()) {
            throw new ToolException("start is " + start + ", but the file has " + text.length() + " characters.")
                    .code("invalid_argument");
        }
        int end = text.length() - start <= maxChars ? text.length() : Lean.end(text, start + maxChars);
        result.put("text", text.substring(start, end));
        result.put("start", (long) start);
        result.put("total_chars", (long) text.length());
        result.put("truncated", end < text.length());
        if (end < text.length()) {
            result.put("next_start", (long) end);
        }
    }

    static String json(Found.Folder folder) {
        return Json.write(Map.of("entries", folder.entries()));
    }
}
