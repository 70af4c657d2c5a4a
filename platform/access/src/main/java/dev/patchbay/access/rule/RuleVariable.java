package dev.patchbay.access.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.patchbay.api.tool.ToolTraits;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a rule may read. The parts of {@code client}, {@code tool} and {@code entry} are variables of their own with a
 * dot in the name, so that a misspelt part is found when the rule is saved.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions read only what they are given
enum RuleVariable {
    CLIENT_ID("client.id", SimpleType.STRING, call -> call.client().id()),
    CLIENT_ROLES("client.roles", ListType.create(SimpleType.STRING), call -> call.client().roles()),
    CLIENT_PERMISSIONS("client.permissions", ListType.create(SimpleType.STRING), call -> call.client().permissions()),
    CLIENT_METHOD("client.method", SimpleType.STRING, call -> call.client().method()),
    TOOL_NAME("tool.name", SimpleType.STRING, call -> call.subject().name()),
    TOOL_INSTANCE("tool.instance", SimpleType.STRING, call -> call.subject().instance()),
    TOOL_READ_ONLY("tool.readOnly", SimpleType.BOOL, trait(ToolTraits::readOnly)),
    TOOL_DESTRUCTIVE("tool.destructive", SimpleType.BOOL, trait(ToolTraits::destructive)),
    TOOL_IDEMPOTENT("tool.idempotent", SimpleType.BOOL, trait(ToolTraits::idempotent)),
    TOOL_OPEN_WORLD("tool.openWorld", SimpleType.BOOL, trait(ToolTraits::openWorld)),
    TOOL_HEAVY("tool.heavy", SimpleType.BOOL, trait(ToolTraits::heavy)),
    ENTRY_KIND("entry.kind", SimpleType.STRING, call -> call.subject().kind().word()),
    ENTRY_NAME("entry.name", SimpleType.STRING, call -> call.subject().name()),
    ENTRY_URI("entry.uri", SimpleType.STRING, call -> call.subject().uri()),
    ENTRY_INSTANCE("entry.instance", SimpleType.STRING, call -> call.subject().instance()),
    ARGS("args", MapType.create(SimpleType.STRING, SimpleType.DYN), RuleCall::arguments),
    NOW("now", SimpleType.TIMESTAMP, RuleCall::now);

    private static final Map<String, RuleVariable> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(variable -> variable.text, Function.identity()));

    private final String text;
    private final CelType type;
    private final Function<RuleCall, Object> value;

    RuleVariable(String text, CelType type, Function<RuleCall, Object> value) {
        this.text = text;
        this.type = type;
        this.value = value;
    }

    private static Function<RuleCall, Object> trait(Predicate<ToolTraits> trait) {
        return call -> trait.test(call.subject().traits().orElse(ToolTraits.defaults()));
    }

    static Optional<RuleVariable> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /** All names, for a hint. */
    static String names() {
        return Arrays.stream(values()).map(RuleVariable::text).collect(Collectors.joining(", "));
    }

    String text() {
        return text;
    }

    CelType type() {
        return type;
    }

    Object of(RuleCall call) {
        return value.apply(call);
    }

    /** Only a call has it, an entry in a list does not. */
    boolean isOfCall() {
        return this == ARGS || this == NOW;
    }

    boolean isOfTool() {
        return text.startsWith("tool.");
    }
}
