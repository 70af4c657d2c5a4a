package dev.patchbay.access.rule;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.InternalCelFunctionBinding;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of the language, each of which pays for what it looks at before it runs. The library bounds the
 * expression and the number of iterations, but not what one function does with a long text or list.
 */
final class MeteredFunctions {
    static final int MAX_PATTERN_SIZE = 400;
    private static final int CALL = 5;

    private final ThreadLocal<Fuel> fuel;
    private final LoadingCache<String,
            Pattern> patterns = Caffeine.newBuilder().maximumSize(1_000).build(MeteredFunctions::pattern);

    MeteredFunctions(ThreadLocal<Fuel> fuel) {
        this.fuel = fuel;
    }

    /** The one function that must see errors, and looks at nothing but a boolean. */
    static CelStandardFunctions unmetered() {
        return CelStandardFunctions.newBuilder().includeFunctions(StandardFunction.NOT_STRICTLY_FALSE).build();
    }

    List<CelFunctionBinding> bindings(CelOptions options) {
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        CelStandardFunctions metered = CelStandardFunctions.newBuilder()
                .excludeFunctions(StandardFunction.NOT_STRICTLY_FALSE).build();
        Map<String, List<CelFunctionBinding>> byFunction = new LinkedHashMap<>();
        for (CelFunctionBinding binding : metered.newFunctionBindings(equality, options)) {
            // What has no types of arguments chooses among the others, and is made anew below
            if (!binding.getArgTypes().isEmpty() && binding instanceof InternalCelFunctionBinding named) {
                byFunction.computeIfAbsent(named.getFunctionName(), name -> new ArrayList<>())
                        .add(metered(binding));
            }
        }
        List<CelFunctionBinding> all = new ArrayList<>();
        byFunction.forEach((function, bindings) -> all.addAll(CelFunctionBinding.fromOverloads(function, bindings)));
        return all;
    }

    /** Only what is made for one or two arguments can be chosen among others by the library. */
    @SuppressWarnings({"Immutable", "unchecked"}) // the library compares the types itself
    private CelFunctionBinding metered(CelFunctionBinding binding) {
        String id = binding.getOverloadId();
        CelFunctionOverload function = metered(id, binding.getDefinition());
        List<Class<?>> types = binding.getArgTypes();
        return switch (types.size()) {
            case 1 -> CelFunctionBinding.from(id, (Class<Object>) types.getFirst(),
                    argument -> function.apply(new Object[]{argument}));
            case 2 -> CelFunctionBinding.from(id, (Class<Object>) types.getFirst(), (Class<Object>) types.getLast(),
                    (one, other) -> function.apply(new Object[]{one, other}));
            default -> CelFunctionBinding.from(id, types, function);
        };
    }

    @SuppressWarnings("Immutable") // the fuel belongs to the thread, the cache to all
    private CelFunctionOverload metered(String id, CelFunctionOverload plain) {
        return switch (id) {
            case "matches", "matches_string" -> arguments -> {
                String text = (String) arguments[0];
                Pattern pattern = patterns.get((String) arguments[1]);
                fuel.get().take(CALL + (1L + text.length()) * pattern.programSize());
                return pattern.matcher(text).find();
            };
            case "contains", "contains_string" -> arguments -> {
                String text = (String) arguments[0];
                String part = (String) arguments[1];
                fuel.get().take(CALL + text.length() / 2 + (long) text.length() * part.length() / 16);
                return plain.apply(arguments);
            };
            default -> arguments -> {
                Fuel left = fuel.get();
                left.take(CALL);
                for (Object argument : arguments) {
                    left.look(argument);
                }
                return plain.apply(arguments);
            };
        };
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is no pattern of RE2, or too large
     */
    static Pattern pattern(String text) {
        Pattern pattern = Pattern.compile(text);
        if (pattern.programSize() > MAX_PATTERN_SIZE) {
            throw new IllegalArgumentException("the pattern is too large: it has " + pattern.programSize()
                    + " steps, at most " + MAX_PATTERN_SIZE + " are allowed");
        }
        return pattern;
    }
}
