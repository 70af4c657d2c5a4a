package dev.patchbay.admin.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All routes. Filled at the start by one thread, then only read. */
public final class RouteTable {
    /** What all paths begin with. */
    public static final String BASE = "/api/v1";

    private final List<Route> routes = new ArrayList<>();

    /** A route that fits a path. */
    record Found(Route route, Map<String, String> parameters) {}

    /** Adds routes of one group. */
    public Group group(String tag) {
        return new Group(tag);
    }

    /**
     * Returns the routes.
     *
     * @return in the order they were added
     */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Finds the route for a request. */
    Optional<Found> find(String method, String path) {
        for (Route route : routes) {
            if (route.method().equals(method)) {
                Optional<Map<String, String>> parameters = match(route.path(), path);
                if (parameters.isPresent()) {
                    return Optional.of(new Found(route, parameters.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The methods that a path has. */
    Set<String> methods(String path) {
        Set<String> methods = new LinkedHashSet<>();
        routes.stream().filter(route -> match(route.path(), path).isPresent()).map(Route::method)
                .forEach(methods::add);
        return methods;
    }

    private static Optional<Map<String, String>> match(String pattern, String path) {
        if (!path.startsWith(BASE)) {
            return Optional.empty();
        }
        String[] wanted = pattern.split("/", -1);
        String[] there = path.substring(BASE.length()).split("/", -1);
        if (wanted.length != there.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !there[i].isEmpty()) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), there[i]);
            } else if (!wanted[i].equals(there[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** Routes of one kind of thing. */
    public final class Group {
        private final String tag;

        private Group(String tag) {
            this.tag = tag;
        }

        /** Adds a route. */
        public void add(Route.Builder route, Route.Handler handler) {
            Route added = route.with(tag, handler);
            if (routes.stream().anyMatch(other -> other.id().equals(added.id())
                    || (other.method().equals(added.method()) && other.path().equals(added.path())))) {
                throw new IllegalArgumentException("two routes " + added.method() + " " + added.path());
            }
            routes.add(added);
        }

        /** Begins a route that reads. */
        public Route.Builder get(String path, String id) {
            return Route.builder("GET", path, id);
        }

        /** Begins a route that adds or does. */
        public Route.Builder post(String path, String id) {
            return Route.builder("POST", path, id);
        }

        /** Begins a route that sets. */
        public Route.Builder put(String path, String id) {
            return Route.builder("PUT", path, id);
        }

        /** Begins a route that changes a part. */
        public Route.Builder patch(String path, String id) {
            return Route.builder("PATCH", path, id);
        }

        /** Begins a route that removes. */
        public Route.Builder delete(String path, String id) {
            return Route.builder("DELETE", path, id);
        }
    }
}
