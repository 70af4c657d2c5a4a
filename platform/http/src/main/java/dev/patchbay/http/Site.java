package dev.patchbay.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is served where. Paths match exactly.
 *
 * @param paths the handlers by path
 * @param anyOrigin the paths that answer any origin (Host is checked there all the same); one that ends in a slash
 *            stands for all below it
 * @param below the handlers of all paths below one, which ends in a slash; they are pages of our own, so they look at
 *            the origin themselves, and pages of other origins read none of their answers
 * @param otherwise answers every other path
 */
public record Site(Map<String, HttpHandler> paths, Set<String> anyOrigin, Map<String, HttpHandler> below,
        HttpHandler otherwise) {
    /** Without pages. */
    public Site(Map<String, HttpHandler> paths, Set<String> anyOrigin, HttpHandler otherwise) {
        this(paths, anyOrigin, Map.of(), otherwise);
    }

    public Site {
        paths = Map.copyOf(paths);
        anyOrigin = Set.copyOf(anyOrigin);
        below = Map.copyOf(below);
    }

    HttpHandler handler(String path) {
        HttpHandler exact = paths.get(path);
        return exact == null ? page(path).orElse(otherwise) : exact;
    }

    private Optional<HttpHandler> page(String path) {
        return below.entrySet().stream().filter(each -> path.startsWith(each.getKey())).map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether a path is a page of our own. */
    boolean isPage(String path) {
        return !below.isEmpty() && !paths.containsKey(path) && page(path).isPresent();
    }

    boolean answersAnyOrigin(String path) {
        for (String open : anyOrigin) {
            if (open.endsWith("/") ? path.startsWith(open) : path.equals(open)) {
                return true;
            }
        }
        return false;
    }
}
