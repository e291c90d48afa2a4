using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Overtone.Tests.Data;

/// <summary>A web server on this machine that says exactly what a test wants, truncated and stalled answers included.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly Func<string, Stream, bool> _answer;
    private readonly Thread _thread;
    private readonly List<TcpClient> _open = [];
    private volatile bool _isStopping;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Writes the answer to a path; false leaves the connection open, so that the client waits.</param>
    internal LoopbackServer(Func<string, Stream, bool> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data");
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    internal Uri Address { get; }

    internal List<string> Requests { get; } = [];

    /// <summary>A server of complete files by path; anything else is answered 404.</summary>
    internal static LoopbackServer OfFiles(IReadOnlyDictionary<string, byte[]> files) => new((path, stream) =>
    {
        if (files.TryGetValue(path, out var content))
        {
            Send(stream, "200 OK", content.Length, content);
        }
        else
        {
            Send(stream, "404 Not Found", 0, []);
        }

        return true;
    });

    internal static void Send(Stream stream, string status, long length, byte[] content)
    {
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"));
        stream.Write(content);
        stream.Flush();
    }

    public void Dispose()
    {
        _isStopping = true;
        _listener.Stop();
        _thread.Join();
        _open.ForEach(client => client.Dispose());
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                _open.Add(client);
                if (Answer(client))
                {
                    client.Dispose();
                }
            }
        }
        catch (Exception error) when (_isStopping && error is (SocketException or InvalidOperationException))
        {
            // The test is over; which exception says so depends on what the thread was doing.
        }
    }

    private bool Answer(TcpClient client)
    {
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            var path = reader.ReadLine()!.Split(' ')[1];
            while (!string.IsNullOrEmpty(reader.ReadLine()))
            {
            }

            Requests.Add(path);
            return _answer(path, stream);
        }
        catch (IOException)
        {
            // The client hung up, as clients that cancel do.
            return true;
        }
    }
}
