package dev.patchbay.http;

import java.util.Map;
import java.util.Set;

/**
 * What is served where. Paths match exactly.
 *
 * @param paths the handlers by path
 * @param anyOrigin the paths that answer any origin (Host is checked there all the same); one that ends in a slash
 *            stands for all below it
 * @param otherwise answers every other path
 */
public record Site(Map<String, HttpHandler> paths, Set<String> anyOrigin, HttpHandler otherwise) {
    public Site {
        paths = Map.copyOf(paths);
        anyOrigin = Set.copyOf(anyOrigin);
    }

    HttpHandler handler(String path) {
        return paths.getOrDefault(path, otherwise);
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
