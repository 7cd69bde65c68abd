package io.github.descentry.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refusals of the HTTP server itself, which come before any route is looked for, in the form of all
 * other errors: a path that is none, a request that is too long.
 */
final class JsonErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            String message,
            Throwable cause,
            Callback callback) {
        String words = message == null ? HttpStatus.getMessage(status) : message;
        String body = ApiJson.error("the request cannot be answered: " + words);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, WebServer.JSON);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
