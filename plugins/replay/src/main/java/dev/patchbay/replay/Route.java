package dev.patchbay.replay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which requests get which answers: a method, a path template, conditions. Where several fit, the one that was laid out
 * last answers. Threads: any; laid out before the requests come.
 */
public final class Route {
    private final String method;
    private final PathTemplate template;
    private final AtomicInteger answered = new AtomicInteger();
    private Predicate<ReceivedRequest> condition = request -> true;
    private volatile @Nullable Function<ReceivedRequest, Answer> answers;
    private volatile @Nullable String undescribed;

    Route(String method, String template) {
        this.method = method;
        this.template = new PathTemplate(template);
    }

    /**
     * Narrows the route.
     *
     * @param more what must hold too
     * @return this route
     */
    public Route where(Predicate<ReceivedRequest> more) {
        condition = condition.and(more);
        return this;
    }

    /**
     * Narrows the route to requests with a parameter of the query.
     *
     * @param name its name
     * @param value its value
     * @return this route
     */
    public Route whereQuery(String name, String value) {
        return where(request -> request.query(name).filter(value::equals).isPresent());
    }

    /**
     * Says that the vendor's description lacks this operation.
     *
     * @param reason why it is used all the same
     * @return this route
     */
    public Route undescribed(String reason) {
        undescribed = reason;
        return this;
    }

    /**
     * Lays out answers: one after the other, and then the last one again and again.
     *
     * @param first the first
     * @param more those after it
     * @return this route
     */
    public Route answer(Answer first, Answer... more) {
        List<Answer> rest = List.of(more);
        AtomicInteger given = new AtomicInteger();
        return answer(request -> {
            int index = given.getAndIncrement();
            return index == 0 || rest.isEmpty() ? first : rest.get(Math.min(index, rest.size()) - 1);
        });
    }

    /**
     * Makes an answer of each request.
     *
     * @param maker makes it; may be run by several threads
     * @return this route
     */
    public Route answer(Function<ReceivedRequest, Answer> maker) {
        answers = maker;
        return this;
    }

    /**
     * Returns how many requests came here.
     *
     * @return the number
     */
    public int count() {
        return answered.get();
    }

    boolean matches(ReceivedRequest request, String path) {
        return answers != null && method.equals(request.method()) && template.matches(path) && condition.test(request);
    }

    Answer next(ReceivedRequest request) {
        answered.incrementAndGet();
        Function<ReceivedRequest, Answer> maker = answers;
        if (maker == null) {
            throw new IllegalStateException("No answer is laid out for " + method + " " + template);
        }
        return maker.apply(request);
    }

    Optional<String> undescribed() {
        return Optional.ofNullable(undescribed);
    }
}
