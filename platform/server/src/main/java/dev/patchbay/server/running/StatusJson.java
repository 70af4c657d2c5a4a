package dev.patchbay.server.running;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.Leak;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The status as JSON, written and read. Pure functions. */
public final class StatusJson {
    private StatusJson() {}

    /**
     * Writes a value for people who read JSON.
     *
     * @param value JSON of JDK types
     * @return the text, indented
     */
    public static String text(Object value) {
        return new String(JsonWriter.pretty(value), StandardCharsets.UTF_8);
    }

    /**
     * Returns the status of a server.
     *
     * @param status the status
     * @return JSON of JDK types
     */
    public static Map<String, Object> of(ServerStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pid", status.pid());
        json.put("version", status.version());
        json.put("mode", status.mode());
        json.put("url", status.url());
        put(json, "admin", status.admin());
        json.put("startedAt", status.startedAt());
        json.putAll(of(status.plugins()));
        return json;
    }

    /**
     * Returns what is known about plugins.
     *
     * @param plugins the plugins
     * @return JSON of JDK types
     */
    public static Map<String, Object> of(PluginStatus plugins) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("plugins", plugins.jars().stream().map(StatusJson::of).toList());
        json.put("instances", plugins.instances().stream().map(StatusJson::of).toList());
        json.put("leakedClassLoaders", plugins.leaks().stream().map(StatusJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(Jar jar) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", jar.file());
        json.put("state", jar.state());
        put(json, "cause", jar.cause());
        put(json, "id", jar.id());
        put(json, "version", jar.version());
        put(json, "sha256", jar.hash());
        put(json, "description", jar.description());
        json.put("grants", jar.grants());
        json.put("warnings", jar.warnings());
        return json;
    }

    private static Map<String, Object> of(Instance instance) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", instance.name());
        json.put("plugin", instance.plugin());
        put(json, "version", instance.version());
        json.put("state", instance.state());
        put(json, "cause", instance.cause());
        json.put("tools", instance.tools());
        json.put("prompts", instance.prompts());
        json.put("schemes", instance.schemes());
        json.put("lostCalls", instance.lostCalls());
        json.put("warnings", instance.warnings());
        return json;
    }

    private static Map<String, Object> of(Leak leak) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("instance", leak.instance());
        json.put("version", leak.version());
        json.put("closedAt", leak.closedAt());
        json.put("threads", leak.threads());
        return json;
    }

    private static void put(Map<String, Object> json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }

    /** Reads what {@link #of(ServerStatus)} wrote. */
    static ServerStatus status(Map<String, Object> json) {
        PluginStatus plugins = new PluginStatus(each(json, "plugins", StatusJson::jar),
                each(json, "instances", StatusJson::instance), each(json, "leakedClassLoaders", StatusJson::leak));
        long pid = json.get("pid") instanceof Number number ? number.longValue() : 0;
        return new ServerStatus(pid, text(json, "version"), text(json, "mode"), text(json, "url"),
                maybe(json, "admin"), text(json, "startedAt"), plugins);
    }

    private static Jar jar(Map<String, Object> json) {
        return new Jar(text(json, "file"), text(json, "state"), maybe(json, "cause"), maybe(json, "id"),
                maybe(json, "version"), maybe(json, "sha256"), maybe(json, "description"), texts(json, "grants"),
                texts(json, "warnings"));
    }

    private static Instance instance(Map<String, Object> json) {
        return new Instance(text(json, "name"), text(json, "plugin"), maybe(json, "version"), text(json, "state"),
                maybe(json, "cause"), texts(json, "tools"), texts(json, "prompts"), texts(json, "schemes"),
                texts(json, "lostCalls"), texts(json, "warnings"));
    }

    private static Leak leak(Map<String, Object> json) {
        return new Leak(text(json, "instance"), text(json, "version"), text(json, "closedAt"), texts(json, "threads"));
    }

    private static <T> List<T> each(Map<String, Object> json, String name, Function<Map<String, Object>, T> reader) {
        return list(json.get(name)).stream().filter(Map.class::isInstance).map(Json::object).map(reader).toList();
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        return list(json.get(name)).stream().map(String::valueOf).toList();
    }

    private static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? Json.array(list) : List.of();
    }

    private static String text(Map<String, Object> json, String name) {
        return maybe(json, name).orElse("");
    }

    private static Optional<String> maybe(Map<String, Object> json, String name) {
        return Optional.ofNullable(json.get(name)).map(String::valueOf);
    }
}
