package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.cache.CacheKey;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Guards;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources/read}.
 *
 * @param uri the resource as clients see it
 * @param reader hears for how long what it gets may be given again, if it wants to know
 */
record ResourceOperation(String uri,
        Consumer<Duration> reader) implements Operation<SchemeEntry, ReadResourceResult> {
    ResourceOperation(String uri) {
        this(uri, time -> {
        });
    }

    @Override
    public String method() {
        return "resources/read";
    }

    @Override
    public String name() {
        return uri;
    }

    @Override
    public @Nullable SchemeEntry find(View view) {
        return view.resource(uri).orElse(null);
    }

    @Override
    public Outcome<ReadResourceResult> unknown() {
        return new Outcome.Refused<>(Outcome.Reason.RESOURCE_NOT_FOUND, "Resource not found", Map.of("uri", uri));
    }

    @Override
    public Target target(SchemeEntry entry) {
        return new Target(Target.Kind.RESOURCE, uri, entry.runtime().instance());
    }

    @Override
    public InstanceRuntime runtime(SchemeEntry entry) {
        return entry.runtime();
    }

    @Override
    public EntryGuard guard(Guards guards, SchemeEntry entry) {
        return guards.scheme(entry.runtime(), entry.exposed());
    }

    @Override
    public Keeping keeping(SchemeEntry entry) {
        return new Keeping(true, CacheKey.Kind.RESOURCE, uri, "", Duration.ZERO, Duration.ZERO,
                entry.caching().isShared(), Set.of(), entry.caching());
    }

    @Override
    public Optional<Duration> life(SchemeEntry entry) {
        return entry.connector().cacheFor(entry.toOwn(uri));
    }

    @Override
    public void lives(Duration time) {
        reader.accept(time);
    }

    @Override
    public void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded {
        meter.add(uri.length());
    }

    @Override
    public @Nullable Failure checkArguments(SchemeEntry entry) {
        return null;
    }

    @Override
    public Map<String, @Nullable Object> arguments(SchemeEntry entry) {
        return Map.of();
    }

    @Override
    public Map<String, @Nullable Object> sent() {
        return Map.of();
    }

    /** The client asked for this URI, whatever the plugin calls it. */
    @Override
    public Outcome<ReadResourceResult> failed(Failure failure) {
        return failure.reason() == Outcome.Reason.RESOURCE_NOT_FOUND ? unknown() : failure.asRefusal();
    }

    @Override
    public @Nullable ReadResourceResult call(SchemeEntry entry, Call call) throws Exception {
        return entry.connector().read(entry.toOwn(uri), call);
    }

    @Override
    public ReadResourceResult checkResult(SchemeEntry entry, ReadResourceResult result, JsonMeter meter,
            ResultLinks links) throws JsonMeter.Exceeded {
        boolean isNeeded = false;
        for (ResourceContents contents : result.contents()) {
            ContentCheck.check(contents, meter);
            isNeeded |= links.isRenamed(contents.uri());
        }
        return isNeeded
                ? new ReadResourceResult(result.contents().stream().map(links::translate).toList())
                : result;
    }
}
