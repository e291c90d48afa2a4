using System.Security.Cryptography;

namespace Overtone.Data.Downloads;

/// <summary>Fetches one file over HTTP, or copies it from a folder, and checks its content.</summary>
/// <param name="silence">How long the server may send nothing before it is given up.</param>
internal sealed class HttpFile(TimeSpan silence)
{
    private const int ChunkLength = 1 << 17;
    private const long ReportEvery = 1 << 20;

    // The silence limit replaces the timeout, which would count the whole transfer; an answer that is given up is not
    // waited for to its end, so that a cancelled download ends at once.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { MaxResponseDrainSize = 0 })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    internal void Fetch(Uri address, DownloadFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (address.IsFile)
        {
            Copy(address, file, path, progress, cancellation);
            return;
        }

        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        watchdog.CancelAfter(silence);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = Client.Send(request, HttpCompletionOption.ResponseHeadersRead, watchdog.Token);
            if (!response.IsSuccessStatusCode)
            {
                var answer = $"the server answered {(int)response.StatusCode} ({response.ReasonPhrase})";
                throw new DataDownloadException(address.ToString(), answer);
            }

            // A blocking read does not see the token; closing the connection under it ends it.
            using var closing = watchdog.Token.Register(response.Dispose);
            using var body = response.Content.ReadAsStream(watchdog.Token);
            Save(body, response.Content.Headers.ContentLength, address, file, path, progress, () => watchdog.CancelAfter(silence));
            watchdog.Token.ThrowIfCancellationRequested();
        }
        catch (Exception error) when (watchdog.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new DataDownloadException(address.ToString(), $"the server sent nothing for {silence.TotalSeconds} s", error);
        }
        catch (HttpRequestException error)
        {
            throw new DataDownloadException(address.ToString(), error.Message, error);
        }
    }

    private static void Copy(
        Uri address, DownloadFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            using FileStream source = File.OpenRead(address.LocalPath);
            Save(source, source.Length, address, file, path, progress, cancellation.ThrowIfCancellationRequested);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new DataDownloadException(address.LocalPath, "found no such file, or none that may be read", error);
        }
    }

    private static void Save(
        Stream body,
        long? total,
        Uri address,
        DownloadFile file,
        string path,
        IProgress<DownloadProgress>? progress,
        Action sawLife)
    {
        using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var chunk = new byte[ChunkLength];
        long received = 0;
        long reported = 0;
        for (var count = Read(body, chunk, address); count > 0; count = Read(body, chunk, address))
        {
            sawLife();
            target.Write(chunk, 0, count);
            hash.AppendData(chunk, 0, count);
            received += count;
            if (received > file.MaximumLength)
            {
                throw new DataDownloadException(address.ToString(), $"more than the {file.MaximumLength} bytes that {file.Name} can have");
            }

            if (received - reported >= ReportEvery)
            {
                reported = received;
                progress?.Report(new DownloadProgress(file.Name, received, total));
            }
        }

        if (total is not null && received != total)
        {
            throw new DataDownloadException(address.ToString(), $"the connection ended after {received} of {total} bytes");
        }

        progress?.Report(new DownloadProgress(file.Name, received, total));
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (file.Hash is not null && found != file.Hash)
        {
            throw new DataDownloadException(address.ToString(), $"MD5: found {found} in {received} bytes, expected {file.Hash}");
        }
    }

    // Only the network's faults become ours: a full disk must not look like one.
    private static int Read(Stream body, byte[] chunk, Uri address)
    {
        try
        {
            return body.Read(chunk, 0, chunk.Length);
        }
        catch (IOException error)
        {
            throw new DataDownloadException(address.ToString(), $"the connection broke ({error.Message})", error);
        }
    }
}
