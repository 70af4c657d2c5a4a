package dev.patchbay.admin.resource;

import dev.patchbay.admin.SecretDesk;
import dev.patchbay.admin.SecretDesk.SecretState;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /secrets} and {@code /vault}: values go in and never come out. */
public final class SecretRoutes {
    private final SecretDesk desk;
    private final Changes changes;

    /** The value of a secret. */
    public record NewValue(@About("The value: text of at most 64 KiB in UTF-8. No answer shows it.") String value) {
        /** Leaves the value out. */
        @Override
        public String toString() {
            return "NewValue[***]";
        }
    }

    /** A secret, without its value. */
    public record SecretInfo(String name,
            @About("1 for the first value under this name, one more for each later one.") long version,
            @About("When it got this value.") Instant setAt, @About("From whom.") String setBy) {}

    /** What a rotation did. */
    public record Rotated(@About("How many secrets were sealed anew.") int secrets) {}

    SecretRoutes(SecretDesk desk, Changes changes) {
        this.desk = desk;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("secrets");
        group.add(group.get("/secrets", "listSecrets").about("Lists the secrets of the vault, without their values.")
                .lists(SecretInfo.class), call -> desk.secrets().stream().map(SecretRoutes::info).toList());
        group.add(group.put("/secrets/{name}", "setSecret")
                .about("Gives a secret a value, in place of the one before; it is used from then on.")
                .by(Right.OPERATOR)
                .takes(NewValue.class).gives(SecretInfo.class), this::set);
        group.add(group.delete("/secrets/{name}", "removeSecret").about("Removes a secret with its value.")
                .by(Right.OPERATOR), this::remove);
        group.add(group.post("/vault/rotate-keys", "rotateVaultKeys")
                .about("Seals all secrets under a new key and destroys the keys of before.").by(Right.ADMINISTRATOR)
                .gives(Rotated.class), this::rotate);
    }

    private static SecretInfo info(SecretState secret) {
        return new SecretInfo(secret.name(), secret.version(), secret.setAt(), secret.setBy());
    }

    private Optional<SecretState> find(String name) {
        return desk.secrets().stream().filter(secret -> secret.name().equals(name)).findAny();
    }

    private static NewValue value(Call call) {
        try {
            return call.body(NewValue.class);
        } catch (Problem problem) {
            if (problem.code().equals("not_json")) {
                // What does not parse is quoted elsewhere, and here it is the secret
                throw new Problem(problem.status(), problem.code(),
                        "The body is no acceptable JSON; send {\"value\": \"...\"}.");
            }
            throw problem;
        }
    }

    private Object set(Call call) {
        String name = StoredText.name("secret", call.path("name"));
        NewValue body = value(call);
        return changes.make(call, () -> {
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("version", find(name).map(SecretState::version).orElse(0L) + 1);
            return new Planned<>("secret.set", name, details,
                    () -> info(desk.set(name, body.value(), call.actor().account())));
        });
    }

    private @Nullable Object remove(Call call) {
        String name = call.path("name");
        return changes.<@Nullable Object>make(call, () -> {
            SecretState secret = find(name).orElseThrow(() -> Problem.missing("secret", name));
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("version", secret.version());
            return new Planned<@Nullable Object>("secret.remove", name, details, () -> {
                desk.remove(name);
                return null;
            });
        });
    }

    private Object rotate(Call call) {
        return changes.make(call, () -> new Planned<>("vault.rotate_keys", null, Map.of(),
                () -> new Rotated(desk.rotateKeys())));
    }
}
