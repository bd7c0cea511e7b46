namespace Akka.Streams.Implementation;

/// <summary>The elements between one producer and many readers, each with a place of its own; any thread.</summary>
/// <remarks>Whoever finds nothing to do is woken once there is: the producer when there is room again, a reader when
/// there is an element or the end.</remarks>
internal sealed class SharedBuffer<T>(int size)
{
    private readonly Lock _lock = new();
    private readonly T[] _elements = new T[size];
    private readonly List<Reader> _readers = [];
    private Action _wakeProducer = () => { };
    private long _head;
    private long _tail;
    private bool _producerWaits;
    private bool _closed;
    private Exception? _failure;

    internal void Open(Action wakeProducer)
    {
        lock (_lock) _wakeProducer = wakeProducer;
    }

    /// <returns>Whether there is room for one more; if not, the producer will be woken.</returns>
    internal bool Write(T element)
    {
        lock (_lock)
        {
            _elements[_tail % size] = element;
            _tail++;
            WakeReaders();
            _producerWaits = _tail - _head >= size;
            return !_producerWaits;
        }
    }

    internal void Close(Exception? failure)
    {
        lock (_lock)
        {
            if (_closed) return;
            (_closed, _failure) = (true, failure);
            WakeReaders();
        }
    }

    /// <summary>A reader that begins with the oldest element somebody else has yet to read.</summary>
    internal Reader Join(Action wake)
    {
        lock (_lock)
        {
            var reader = new Reader(wake, _head);
            _readers.Add(reader);
            return reader;
        }
    }

    internal void Leave(Reader reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
            MoveHead();
        }
    }

    /// <returns>True with the next element. False at the end, with its cause if it was a failure. Null if the reader
    /// will be woken.</returns>
    internal bool? Read(Reader reader, out T element, out Exception? failure)
    {
        lock (_lock)
        {
            (element, failure) = (default!, _failure);
            if (_failure is not null) return false;
            if (reader.Position == _tail)
            {
                reader.Waits = !_closed;
                return _closed ? false : null;
            }

            element = _elements[reader.Position % size];
            reader.Position++;
            MoveHead();
            return true;
        }
    }

    // Without readers the head stays: the next one to come begins there.
    private void MoveHead()
    {
        if (_readers.Count == 0) return;
        var head = long.MaxValue;
        foreach (var reader in _readers) head = Math.Min(head, reader.Position);
        if (head == _head) return;
        for (var place = _head; place < head; place++) _elements[place % size] = default!;
        _head = head;
        if (!_producerWaits) return;
        _producerWaits = false;
        _wakeProducer();
    }

    private void WakeReaders()
    {
        foreach (var reader in _readers)
        {
            if (!reader.Waits) continue;
            reader.Waits = false;
            reader.Wake();
        }
    }

    /// <summary>A reader's place; under the buffer's lock.</summary>
    internal sealed class Reader(Action wake, long position)
    {
        internal long Position { get; set; } = position;

        internal bool Waits { get; set; }

        internal void Wake() => wake();
    }
}
