using System.IO.Hashing;

namespace Overtone.Files;

/// <summary>
/// What packed bytes unfold to: counted against a limit as it is read and, where the archive states a checksum, compared with it at the
/// end.
/// </summary>
/// <param name="inner">Unpacks; closed with this stream.</param>
/// <param name="most">The most bytes that may come.</param>
/// <param name="tooLong">The fault of asking for, or getting, more.</param>
/// <param name="atEnd">Told the number of bytes and their CRC-32 when the end is reached.</param>
internal sealed class UnpackingStream(
    Stream inner, long most, Func<long, InputFaultException> tooLong, Action<long, uint>? atEnd = null) : Stream
{
    private readonly Crc32? _crc = atEnd is null ? null : new Crc32();
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Throws when so many more bytes are more than may come: before memory is made for them.</summary>
    internal void Require(long count)
    {
        if (count > most - _read)
            throw tooLong(_read + count);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        _read += count;
        if (_read > most)
            throw tooLong(_read);
        if (count > 0)
            _crc?.Append(buffer[..count]);
        else if (buffer.Length > 0)
            atEnd?.Invoke(_read, _crc!.GetCurrentHashAsUInt32());
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
