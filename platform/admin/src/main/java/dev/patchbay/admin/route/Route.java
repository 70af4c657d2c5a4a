package dev.patchbay.admin.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the interface can do: how it is asked for, what comes in and goes out, who may. The OpenAPI document is
 * made from it. Immutable.
 *
 * @param method of HTTP
 * @param path below {@code /api/v1}, with parameters such as <code>/clients/{id}</code>
 * @param id the operation's name, such as {@code createClient}
 * @param tag the group it belongs to
 * @param summary what it does, one sentence
 * @param right who may
 * @param query the parameters behind the question mark
 * @param request the record of the body, if there is one
 * @param isPatch whether the body is a merge patch of that record
 * @param answer the record that is answered, if there is one
 * @param isList whether a list of that record is answered, in {@code items}
 * @param status of an answer that tells of success
 * @param isOpened whether browsers open it: it may answer with a page, and parameters it does not know are overlooked
 * @param handler does it
 */
public record Route(String method, String path, String id, String tag, String summary, Right right,
        List<Parameter> query,
        @Nullable Class<?> request, boolean isPatch, @Nullable Class<?> answer, boolean isList, int status,
        boolean isOpened, Handler handler) {
    /** Copies the list. */
    public Route {
        query = List.copyOf(query);
    }

    /** Does what a route is for, on a thread that may block. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does it.
         *
         * @param call the request
         * @return the answer; for a list its items; null if there is none
         * @throws Problem if it was not done
         */
        @Nullable
        Object handle(Call call);
    }

    /**
     * A parameter behind the question mark.
     *
     * @param name its name
     * @param about what it is
     * @param isRequired whether it must be there
     */
    public record Parameter(String name, String about, boolean isRequired) {}

    static Builder builder(String method, String path, String id) {
        return new Builder(method, path, id);
    }

    /** Says of a route what is not the default; the defaults are: for viewers, no body, no answer. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final String id;
        private final List<Parameter> query = new ArrayList<>();
        private String summary = "";
        private Right right = Right.VIEWER;
        private @Nullable Class<?> request;
        private boolean isPatch;
        private @Nullable Class<?> answer;
        private boolean isList;
        private int status;
        private boolean isOpened;

        private Builder(String method, String path, String id) {
            this.method = method;
            this.path = path;
            this.id = id;
        }

        /** What it does. */
        public Builder about(String sentence) {
            this.summary = sentence;
            return this;
        }

        /** Who may. */
        public Builder by(Right least) {
            this.right = least;
            return this;
        }

        /** What comes in. */
        public Builder takes(Class<? extends Record> type) {
            this.request = type;
            return this;
        }

        /** What comes in: some members of a record. */
        public Builder patches(Class<? extends Record> type) {
            this.isPatch = true;
            return takes(type);
        }

        /** A parameter that must be there. */
        public Builder needs(String name, String sentence) {
            query.add(new Parameter(name, sentence, true));
            return this;
        }

        /** A parameter that may be there. */
        public Builder accepts(String name, String sentence) {
            query.add(new Parameter(name, sentence, false));
            return this;
        }

        /** What goes out. */
        public Builder gives(Class<? extends Record> type) {
            this.answer = type;
            return this;
        }

        /** What goes out: a list. */
        public Builder lists(Class<? extends Record> type) {
            this.isList = true;
            return gives(type);
        }

        /** What goes out, with status 201. */
        public Builder creates(Class<? extends Record> type) {
            this.status = 201;
            return gives(type);
        }

        /** Browsers open it: it may answer with a page, and parameters it does not know are overlooked. */
        public Builder opened() {
            this.isOpened = true;
            return this;
        }

        /** Ends it. */
        Route with(String tag, Handler handler) {
            int success = status != 0 ? status : answer == null && !isOpened ? 204 : 200;
            return new Route(method, path, id, tag, summary, right, query, request, isPatch, answer, isList, success,
                    isOpened, handler);
        }
    }
}
