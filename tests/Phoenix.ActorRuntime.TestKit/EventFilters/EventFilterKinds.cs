using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Debug events.</summary>
public class DebugFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    protected override string FilterDescriptiveName => "Debug";

    protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Info events.</summary>
public class InfoFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    protected override string FilterDescriptiveName => "Info";

    protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Warnings.</summary>
public class WarningFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    protected override string FilterDescriptiveName => "Warning";

    protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Whatever the function accepts.</summary>
public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    protected override string FilterDescriptiveName => "Custom";

    protected override bool IsMatch(LogEvent evt) => predicate(evt);
}

/// <summary>Errors; by their cause, if they need to have one.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type? _cause;
    private readonly bool _inner;

    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    /// <param name="exceptionType">Of the cause, or a base of it.</param>
    /// <param name="messageMatcher">Which texts, of the event or of its cause.</param>
    /// <param name="sourceMatcher">Which sources.</param>
    /// <param name="recurseInnerExceptions">Whether what caused the cause counts too.</param>
    public ErrorFilter(
        Type exceptionType, IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null,
        bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher) => (_cause, _inner) = (exceptionType, recurseInnerExceptions);

    protected override string FilterDescriptiveName =>
        _cause is null ? "Error" : $"Error with Cause <{_cause}>";

    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error error) return false;
        if (_cause is null) return InternalDoMatch(evt.LogSource, evt.Message);
        return Causes(error.Cause).Any(cause =>
            _cause.IsInstanceOfType(cause) &&
            (InternalDoMatch(evt.LogSource, evt.Message) || InternalDoMatch(evt.LogSource, cause.Message)));
    }

    private IEnumerable<Exception> Causes(Exception? cause)
    {
        if (cause is null) return [];
        if (!_inner) return [cause];
        var below = cause is AggregateException many
            ? many.InnerExceptions.SelectMany(Causes)
            : Causes(cause.InnerException);
        return below.Prepend(cause);
    }
}
