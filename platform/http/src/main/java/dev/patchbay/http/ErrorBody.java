package dev.patchbay.http;

/** How an error that the HTTP port itself finds is written, so that an interface has one form for all its errors. */
public interface ErrorBody {
    /** The form that holds unless a handler names another: {@link HttpError}. */
    ErrorBody PLAIN = new ErrorBody() {
        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] of(int status, String code, String message) {
            return HttpError.json(code, message);
        }
    };

    /** The type of the body. */
    String contentType();

    /**
     * The body.
     *
     * @param status of the answer
     * @param code a word for programs
     * @param message what is wrong and what to do
     */
    byte[] of(int status, String code, String message);
}
