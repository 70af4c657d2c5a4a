package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.budget.KeptPage;
import dev.patchbay.invocation.budget.ResultBudget;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources/read} of a page of a result that was too large. It is counted and recorded as a resource, and allowed
 * to whom the call would be allowed now that the result came from; no plugin is called.
 *
 * @param uri the page
 * @param page the page, empty if there is none for the caller
 */
record KeptPageOperation(String uri, Optional<KeptPage> page)
        implements
            Operation<KeptPageOperation.Source, ReadResourceResult> {
    /**
     * A page and the tool from which it came.
     *
     * @param page the page
     * @param tool the tool as it is now
     */
    record Source(KeptPage page, ToolEntry tool) {}

    @Override
    public String method() {
        return "resources/read";
    }

    @Override
    public String name() {
        return uri;
    }

    @Override
    public @Nullable Source find(View view) {
        return page.flatMap(kept -> view.tool(kept.tool())
                .filter(tool -> tool.original().name().equals(kept.original()))
                .map(tool -> new Source(kept, tool))).orElse(null);
    }

    @Override
    public Outcome<ReadResourceResult> unknown() {
        return new ResourceOperation(uri).unknown();
    }

    @Override
    public Target target(Source source) {
        return new Target(Target.Kind.RESOURCE, uri, ResultBudget.INSTANCE);
    }

    @Override
    public Authorizer.Request asked(Caller caller, Source source) {
        ToolOperation call = new ToolOperation(source.page().tool(), source.page().arguments(), null);
        return new Authorizer.Request(caller, call.target(source.tool()), call.arguments(source.tool()));
    }

    @Override
    public void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded {
        meter.add(uri.length());
    }

    @Override
    public @Nullable Failure checkArguments(Source source) {
        return null;
    }

    @Override
    public ReadResourceResult ready(Source source) {
        return source.page().result();
    }

    @Override
    public InstanceRuntime runtime(Source source) {
        throw new IllegalStateException("Nothing is run for a page that is there");
    }

    @Override
    public Map<String, @Nullable Object> arguments(Source source) {
        return Map.of();
    }

    @Override
    public Map<String, @Nullable Object> sent() {
        return Map.of();
    }

    @Override
    public @Nullable ReadResourceResult call(Source source, Call call) {
        throw new IllegalStateException("Nothing is run for a page that is there");
    }

    @Override
    public ReadResourceResult checkResult(Source source, ReadResourceResult result, JsonMeter meter,
            ResultLinks links) {
        return result;
    }
}
