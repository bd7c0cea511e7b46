using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit
{
    /// <summary>Says which log events are meant.</summary>
    public interface IEventFilter
    {
        /// <returns>Whether this is one of them.</returns>
        bool Apply(LogEvent logEvent);
    }
}

namespace Akka.TestKit.Internal
{
    /// <summary>A filter has met an event that it means.</summary>
    public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

    /// <summary>A filter by kind, text and source; it tells of each event it meets.</summary>
    public abstract class EventFilterBase : IEventFilter
    {
        private readonly IStringMatcher _message;
        private readonly IStringMatcher _source;

        /// <param name="messageMatcher">Which texts; every one if null.</param>
        /// <param name="sourceMatcher">Which sources; every one if null.</param>
        protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher) =>
            (_message, _source) = (messageMatcher ?? MatchesAll.Instance, sourceMatcher ?? MatchesAll.Instance);

        /// <summary>Raised on the thread of the listener.</summary>
        public event EventMatched? EventMatched;

        /// <summary>The kind of event, for people.</summary>
        protected abstract string FilterDescriptiveName { get; }

        public bool Apply(LogEvent logEvent)
        {
            if (!IsMatch(logEvent)) return false;
            OnEventMatched(logEvent);
            return true;
        }

        public override string ToString()
        {
            var conditions = new List<string>();
            if (_message is not MatchesAll) conditions.Add("Message " + _message);
            if (_source is not MatchesAll) conditions.Add("Source " + _source);
            return conditions.Count == 0
                ? FilterDescriptiveName
                : $"{FilterDescriptiveName} when {string.Join(" and ", conditions)}";
        }

        protected abstract bool IsMatch(LogEvent evt);

        protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

        /// <returns>Whether source and text are those that are meant.</returns>
        protected bool InternalDoMatch(string src, object? msg) =>
            _source.IsMatch(src) && _message.IsMatch(msg?.ToString() ?? "null");
    }
}
