namespace Phoenix.Core.Ports;

/// <summary>
/// Where an adapter puts what happens on a connection. Called from the adapter's reader, one call at a time, in the
/// order of arrival; must return at once and must not throw.
/// </summary>
public interface IEventSink<in TEvent>
{
    void Publish(TEvent occurrence);
}
