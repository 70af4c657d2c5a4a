package dev.patchbay.admin.resource;

import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.RuleFault;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /rules}: conditions in CEL over clients, tools, arguments and time. A bad one is refused when it is saved. */
public final class RuleRoutes {
    private final Rules rules;
    private final AccessDesk access;
    private final Changes changes;

    /** A rule that is to be created or checked. */
    public record NewRule(String name, @Nullable String description,
            @About("CEL: what the rule is about; left out: everything.") @Nullable String when,
            @About("CEL: what is allowed of that.") String allow,
            @About("What a caller that is refused is told.") @Nullable String message, @Nullable Boolean disabled,
            @About("Rules are asked in this order; left out: behind all others.") @Nullable Integer position) {}

    /** What can be changed of a rule. */
    public record RuleSettings(String description, @Nullable String when, String allow, String message,
            boolean disabled, int position) {}

    /** A rule. */
    @About("A condition in CEL.")
    public record RuleInfo(String name, String description, @Nullable String when, String allow, String message,
            boolean disabled, int position,
            @About("What is wrong with it since an update of the product; it then refuses what it covers.") List<
                    RuleFault> problems) {}

    /** What came of a check. */
    public record RuleCheck(boolean valid, List<RuleFault> problems) {}

    RuleRoutes(Database database, AccessDesk access, Changes changes) {
        this.rules = new Rules(database);
        this.access = access;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("rules");
        group.add(group.get("/rules", "listRules").about("Lists the rules in their order.").lists(RuleInfo.class),
                call -> rules.all().stream().map(this::info).toList());
        group.add(group.post("/rules", "createRule").about("Creates a rule. It holds at once.").by(Right.OPERATOR)
                .takes(NewRule.class).creates(RuleInfo.class), this::create);
        group.add(group.post("/rules/check", "checkRule").about("Looks at a rule without saving it.")
                .takes(NewRule.class).gives(RuleCheck.class), call -> {
                    List<RuleFault> found = access.check(rule(call.body(NewRule.class)));
                    return new RuleCheck(found.isEmpty(), found);
                });
        group.add(group.get("/rules/{name}", "getRule").about("Shows a rule.").gives(RuleInfo.class),
                call -> info(need(call)));
        group.add(group.patch("/rules/{name}", "updateRule").about("Changes a rule.").by(Right.OPERATOR)
                .patches(RuleSettings.class).gives(RuleInfo.class), this::update);
        group.add(group.delete("/rules/{name}", "deleteRule").about("Deletes a rule.").by(Right.OPERATOR),
                this::delete);
    }

    private Rule need(Call call) {
        String name = call.path("name");
        return rules.find(name).orElseThrow(() -> Problem.missing("rule", name));
    }

    private RuleInfo info(Rule rule) {
        return new RuleInfo(rule.name(), rule.description(), rule.when(), rule.allow(), rule.message(),
                rule.disabled(), rule.position(), access.check(rule));
    }

    private Rule rule(NewRule body) {
        Integer position = body.position();
        int last = rules.all().stream().mapToInt(Rule::position).max().orElse(0);
        return new Rule(body.name(), Objects.requireNonNullElse(body.description(), ""), body.when(), body.allow(),
                Objects.requireNonNullElse(body.message(), ""), Boolean.TRUE.equals(body.disabled()),
                position == null ? last + 10 : position);
    }

    private Rule checked(Rule rule) {
        List<RuleFault> problems = access.check(rule);
        if (!problems.isEmpty()) {
            throw new Problem(422, "bad_rule",
                    "The rule is not saved. "
                            + problems.stream().map(RuleFault::toString).collect(Collectors.joining(" ")),
                    Map.of("problems", problems));
        }
        return rule;
    }

    private Object create(Call call) {
        NewRule body = call.body(NewRule.class);
        return changes.make(call, () -> {
            if (rules.find(body.name()).isPresent()) {
                throw new Problem(409, "exists", "There is a rule '" + body.name() + "' already.");
            }
            Rule rule = checked(rule(body));
            return new Planned<>("rule.create", rule.name(), changes.difference(null, info(rule)), () -> {
                rules.create(rule);
                return info(rule);
            });
        });
    }

    private Object update(Call call) {
        return changes.make(call, () -> {
            Rule before = need(call);
            RuleSettings now = call.merged(new RuleSettings(before.description(), before.when(), before.allow(),
                    before.message(), before.disabled(), before.position()), RuleSettings.class);
            Rule after = new Rule(before.name(), now.description(), now.when(), now.allow(), now.message(),
                    now.disabled(), now.position());
            boolean onlySwitches = Objects.equals(before.when(), after.when()) && before.allow().equals(after.allow());
            if (!onlySwitches || !after.disabled()) {
                checked(after);
            }
            return new Planned<>("rule.update", before.name(), changes.difference(info(before), info(after)), () -> {
                rules.update(after);
                return info(after);
            });
        });
    }

    private @Nullable Object delete(Call call) {
        return changes.<@Nullable Object>make(call, () -> {
            Rule before = need(call);
            return new Planned<@Nullable Object>("rule.delete", before.name(),
                    changes.difference(info(before), null), () -> {
                        rules.delete(before.name());
                        return null;
                    });
        });
    }
}
