namespace Akka.Actor;

/// <summary>One declaration of a behaviour: the messages it takes and what it does with them.</summary>
internal abstract class MessageHandler(Type type)
{
    /// <summary>The declared type; messages of derived types are taken too.</summary>
    internal Type Type => type;

    /// <param name="message">Of the declared type.</param>
    /// <returns>False if it does not want this one after all.</returns>
    internal abstract bool TryHandle(object message);
}

/// <summary>A handler that takes every message of its type, or those a predicate picks.</summary>
internal sealed class ActionHandler<T>(Action<T> handler, Predicate<T>? shouldHandle, Type? type = null)
    : MessageHandler(type ?? typeof(T))
{
    internal override bool TryHandle(object message)
    {
        var typed = (T)message;
        if (shouldHandle is not null && !shouldHandle(typed)) return false;
        handler(typed);
        return true;
    }
}

/// <summary>A handler that says itself whether it took the message.</summary>
internal sealed class FuncHandler<T>(Func<T, bool> handler, Type? type = null) : MessageHandler(type ?? typeof(T))
{
    internal override bool TryHandle(object message) => handler((T)message);
}

/// <summary>The handlers of one behaviour, found by the type of the message.</summary>
/// <remarks>Most actors hear the same type many times over, so the last type's handler is kept at hand.</remarks>
internal sealed class HandlerTable
{
    private MessageHandler[] _declared = [];
    private int _count;
    private bool _complete;
    private Type? _lastType;
    private MessageHandler? _lastHandler;
    private Dictionary<Type, MessageHandler[]>? _byType;

    internal void Add(MessageHandler handler)
    {
        if (_complete) throw new InvalidOperationException("No handler can follow one that takes any message.");
        if (_count == _declared.Length) Array.Resize(ref _declared, Math.Max(2, _count * 2));
        _declared[_count++] = handler;
    }

    internal void AddLast(MessageHandler handler)
    {
        Add(handler);
        _complete = true;
    }

    internal bool Handle(object message) =>
        message.GetType() == _lastType ? _lastHandler!.TryHandle(message) : HandleAnyType(message);

    private bool HandleAnyType(object message)
    {
        foreach (var handler in Find(message.GetType()))
        {
            if (handler.TryHandle(message)) return true;
        }

        return false;
    }

    private MessageHandler[] Find(Type type)
    {
        if (_byType is not null && _byType.TryGetValue(type, out var handlers)) return Keep(type, handlers);
        handlers = Matching(type);

        // An actor that hears one type only needs no table of them.
        if (_lastType is not null || handlers.Length != 1) (_byType ??= [])[type] = handlers;
        return Keep(type, handlers);
    }

    private MessageHandler[] Keep(Type type, MessageHandler[] handlers)
    {
        if (handlers.Length == 1) (_lastType, _lastHandler) = (type, handlers[0]);
        return handlers;
    }

    private MessageHandler[] Matching(Type type)
    {
        var matching = new List<MessageHandler>();
        foreach (var handler in _declared.AsSpan(0, _count))
        {
            if (handler.Type.IsAssignableFrom(type)) matching.Add(handler);
        }

        return [.. matching];
    }
}
