package dev.patchbay.audit;

import dev.patchbay.api.call.Caller;
import dev.patchbay.audit.chain.AuditFile;
import dev.patchbay.audit.chain.AuditUnavailableException;
import dev.patchbay.audit.chain.HandedIn;
import dev.patchbay.audit.chain.LineWriter;
import dev.patchbay.audit.redaction.RedactionPlan;
import dev.patchbay.audit.redaction.Redactor;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.HandedSecrets;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Target;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records calls. */
final class CallTrail implements AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(CallTrail.class);
    private static final int MAX_PLANS = 10_000;

    private final AuditFile file;
    private final AuditMode mode;
    private final Redactor redactor;
    private final Supplier<Catalog> catalog;
    private final Function<Caller, Credential> credentials;
    private final String run;
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    /** What the schema of a tool says, as long as the tool has that definition. */
    private record Plan(String definition, RedactionPlan redaction) {}

    CallTrail(AuditFile file, AuditMode mode, Redactor redactor, Supplier<Catalog> catalog,
            Function<Caller, Credential> credentials, SecureRandom random) {
        this.file = file;
        this.mode = mode;
        this.redactor = redactor;
        this.catalog = catalog;
        this.credentials = credentials;
        this.run = HexFormat.of().toHexDigits(random.nextInt());
    }

    @Override
    public Recording begin(AuditedCall call) {
        return new CallRecording(call, call.chain().orElseGet(() -> run + "-" + calls.incrementAndGet()));
    }

    @Override
    public void denied(AuditedCall call, String reason) {
        try {
            file.append(call.method(), line -> {
                line.text("phase", "denied");
                call.chain().ifPresent(chain -> line.text("call", chain));
                call(line, call);
                line.text("decision", "denied").text("reason", reason);
                redactor.write(line, call.arguments(), plan(call), secrets(call));
            });
        } catch (RuntimeException e) { // the call is refused anyway
            LOG.error("A refused call of {} could not be recorded", call.caller().id(), e);
        }
    }

    private void call(LineWriter line, AuditedCall call) {
        Credential credential = credentials.apply(call.caller());
        line.text("client", call.caller().id()).texts("roles", call.caller().roles())
                .text("method", credential.method()).text("credential", credential.id())
                .text("entry", name(call));
        Target target = call.target().orElse(null);
        if (target != null) {
            if (!target.original().equals(call.name())) {
                line.text("original", isUri(call) ? redactor.uri(target.original()) : target.original());
            }
            line.text("instance", target.instance()).text("version", version(target));
        }
        line.text("transport", call.origin().transport());
        if (!call.origin().address().isEmpty()) {
            line.text("from", call.origin().address());
        }
    }

    private String name(AuditedCall call) {
        return secrets(call).hidden(isUri(call) ? redactor.uri(call.name()) : redactor.name(call.name()));
    }

    private static boolean isUri(AuditedCall call) {
        return call.name().contains(":");
    }

    private @Nullable String version(Target target) {
        return runtime(target).map(InstanceRuntime::pluginVersion).orElse(null);
    }

    /** What the instance was handed must not come back by way of its callers either. */
    private HandedSecrets secrets(AuditedCall call) {
        return call.target().flatMap(this::runtime).map(InstanceRuntime::secrets).orElse(HandedSecrets.NONE);
    }

    private Optional<InstanceRuntime> runtime(Target target) {
        Catalog now = catalog.get();
        String name = target.original();
        return switch (target.kind()) {
            case TOOL -> now.tool(name).map(ToolEntry::runtime);
            case PROMPT, PROMPT_COMPLETION -> now.prompt(name).map(PromptEntry::runtime);
            case RESOURCE, TEMPLATE_COMPLETION -> now.scheme(name).map(SchemeEntry::runtime);
        };
    }

    /** Without its schema nobody knows which arguments of a tool are secret, so none is shown. */
    private RedactionPlan plan(AuditedCall call) {
        if (!call.method().equals("tools/call")) {
            return RedactionPlan.NONE;
        }
        ToolEntry tool = catalog.get().tool(call.target().map(Target::original).orElse(call.name())).orElse(null);
        if (tool == null) {
            return RedactionPlan.NAMES_ONLY;
        }
        Plan known = plans.get(tool.name());
        if (known == null || !known.definition().equals(tool.definitionHash())) {
            known = new Plan(tool.definitionHash(), RedactionPlan.of(tool.definition().inputSchema()));
            if (plans.size() >= MAX_PLANS) {
                plans.clear();
            }
            plans.put(tool.name(), known);
        }
        return known.redaction();
    }

    private boolean isSynced(AuditedCall call) {
        return switch (mode) {
            case SYNCED -> true;
            case WRITTEN, OFF -> false;
            case BY_TRAITS -> call.target().filter(target -> target.kind() == Target.Kind.TOOL
                    && !target.traits().map(traits -> traits.readOnly()).orElse(false)).isPresent();
        };
    }

    /** Who recorded the begin. */
    private enum Begun {
        NOT, HANDED_IN, TO_RUN, TO_END
    }

    /** One call. Its begin is recorded by whoever comes first: the one that runs it, or the one that ends it before. */
    private final class CallRecording implements Recording {
        private final AuditedCall call;
        private final String id;
        private final AtomicReference<Begun> begun = new AtomicReference<>(Begun.NOT);
        /** Set on the thread that hands the call over, before it does. */
        private @Nullable HandedIn handedIn;

        CallRecording(AuditedCall call, String id) {
            this.call = call;
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean isSynced() {
            return CallTrail.this.isSynced(call);
        }

        private void begin(LineWriter line) {
            line.text("phase", "begin").text("call", id);
            if (call.chain().isPresent()) {
                line.truth("resumed", true);
            }
            call(line, call);
            line.text("decision", "allowed");
            redactor.write(line, call.arguments(), plan(call), secrets(call));
        }

        @Override
        public void whenSynced(Consumer<Optional<String>> next) {
            begun.set(Begun.TO_RUN);
            try {
                file.sync(call.method(), this::begin, problem -> next.accept(
                        problem.map(unavailable -> AuditUnavailableException.CODE)));
            } catch (RuntimeException e) { // nothing was handed in, so nobody else tells
                next.accept(Optional.of(refused(e)));
            }
        }

        @Override
        public void announce() {
            if (!begun.compareAndSet(Begun.NOT, Begun.HANDED_IN)) {
                return; // it was ended meanwhile
            }
            try {
                handedIn = file.handIn(call.method(), this::begin);
            } catch (RuntimeException e) {
                begun.compareAndSet(Begun.HANDED_IN, Begun.NOT);
                LOG.debug("The begin of a call of {} is not handed in early", call.method(), e);
            }
        }

        @Override
        public Optional<String> write() {
            boolean isHandedIn = begun.compareAndSet(Begun.HANDED_IN, Begun.TO_RUN);
            if (!isHandedIn && !begun.compareAndSet(Begun.NOT, Begun.TO_RUN)) {
                // a call that was ended meanwhile must not run on the strength of a record that may not be there yet
                return begun.get() == Begun.TO_RUN ? Optional.empty() : Optional.of("cancelled");
            }
            try {
                HandedIn early = handedIn;
                if (isHandedIn && early != null) {
                    file.await(early);
                } else {
                    file.write(call.method(), this::begin);
                }
                return Optional.empty();
            } catch (AuditUnavailableException e) {
                return Optional.of(AuditUnavailableException.CODE);
            } catch (RuntimeException e) {
                return Optional.of(refused(e));
            }
        }

        private String refused(RuntimeException e) {
            LOG.error("A call of {} by {} could not be recorded and is not made", call.method(), call.caller().id(), e);
            return AuditUnavailableException.CODE;
        }

        @Override
        public void becameTask() {
            file.append(call.method(), line -> {
                line.text("phase", "task").text("call", id).text("client", call.caller().id()).text("entry",
                        name(call));
                call.target().ifPresent(target -> line.text("instance", target.instance()));
            });
        }

        @Override
        public void end(String outcome, long bytes, Duration duration) {
            try {
                if (begun.compareAndSet(Begun.NOT, Begun.TO_END)) {
                    file.append(call.method(), this::begin);
                } else {
                    begun.compareAndSet(Begun.HANDED_IN, Begun.TO_END);
                }
                file.append(call.method(), line -> {
                    line.text("phase", "end").text("call", id).text("client", call.caller().id())
                            .text("entry", name(call));
                    call.target().ifPresent(target -> line.text("instance", target.instance()));
                    line.text("outcome", outcome).number("bytes", bytes).number("micros", duration.toNanos() / 1000);
                });
            } catch (RuntimeException e) { // the call is over; its outcome must still reach the client
                LOG.error("The end of a call of {} could not be recorded", call.caller().id(), e);
            }
        }
    }
}
