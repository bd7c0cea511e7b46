using System.Buffers.Binary;
using System.Text;

namespace Phoenix.EndToEnd;

/// <summary>
/// The fields of one message of Protocol Buffers, without a schema: whoever reads knows the numbers. Source of the
/// encoding: https://protobuf.dev/programming-guides/encoding/, read 2026-11-23.
/// </summary>
internal sealed class Protobuf
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <exception cref="InvalidDataException">These bytes are no message.</exception>
    public Protobuf(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var field = (tag & 7) switch
            {
                0 => (Varint(ref bytes), default),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => (0UL, Take(ref bytes, Varint(ref bytes))),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                _ => throw new InvalidDataException($"Wire type {tag & 7}."),
            };
            _fields.Add(((int)(tag >> 3), field.Item1, field.Item2));
        }
    }

    /// <summary>Of a number that stands there once; 0, which is not sent, where it does not stand.</summary>
    public ulong Number(int number) => _fields.LastOrDefault(field => field.Number == number).Value;

    public ReadOnlyMemory<byte> Bytes(int number) => _fields.LastOrDefault(field => field.Number == number).Bytes;

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public string Hex(int number) => Convert.ToHexString(Bytes(number).Span);

    public bool Has(int number) => _fields.Exists(field => field.Number == number);

    public Protobuf Message(int number) => new(Bytes(number));

    public IEnumerable<Protobuf> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new Protobuf(field.Bytes));

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, ulong count)
    {
        if (count > (ulong)bytes.Length)
        {
            throw new InvalidDataException("The message is cut off.");
        }

        var taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(ref bytes, 1).Span[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number without an end.");
    }
}
