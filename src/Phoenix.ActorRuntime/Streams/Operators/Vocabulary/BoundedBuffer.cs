namespace Akka.Streams.Implementation;

/// <summary>Elements that wait, oldest first, up to a limit.</summary>
internal sealed class BoundedBuffer<T>(int capacity)
{
    private readonly LinkedList<T> _elements = new();

    internal int Capacity => capacity;

    internal int Count => _elements.Count;

    internal bool IsEmpty => _elements.Count == 0;

    internal bool IsFull => _elements.Count >= capacity;

    internal void Enqueue(T element) => _elements.AddLast(element);

    internal T Peek() => _elements.First!.Value;

    internal T Dequeue()
    {
        var oldest = _elements.First!.Value;
        _elements.RemoveFirst();
        return oldest;
    }

    internal void DropHead() => _elements.RemoveFirst();

    internal void DropTail() => _elements.RemoveLast();

    internal void Clear() => _elements.Clear();
}

/// <summary>What became of an element that met a buffer.</summary>
internal enum Reception
{
    /// <summary>It is in the buffer.</summary>
    Kept,

    /// <summary>It is lost.</summary>
    Dropped,

    /// <summary>There is no place and the strategy is to wait.</summary>
    Refused,

    /// <summary>There is no place and the strategy is to fail.</summary>
    Overflow,
}

/// <summary>The overflow strategies.</summary>
internal static class Overflow
{
    /// <summary>Puts the element into the buffer, making place by the strategy if there is none.</summary>
    internal static Reception Offer<T>(this BoundedBuffer<T> buffer, T element, OverflowStrategy strategy)
    {
        if (!buffer.IsFull)
        {
            buffer.Enqueue(element);
            return Reception.Kept;
        }

        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                buffer.DropHead();
                break;
            case OverflowStrategy.DropTail:
                buffer.DropTail();
                break;
            case OverflowStrategy.DropBuffer:
                buffer.Clear();
                break;
            case OverflowStrategy.DropNew:
                return Reception.Dropped;
            case OverflowStrategy.Fail:
                return Reception.Overflow;
            default:
                return Reception.Refused;
        }

        buffer.Enqueue(element);
        return Reception.Kept;
    }

    internal static BufferOverflowException Exception(int capacity) =>
        new($"Buffer overflow (max capacity was {capacity})");
}
