import sys
backend, dump, port, paths, tag, secs = sys.argv[1:7]
def req(p): return f'<request><http url="{p}" method="GET" version="1.1"/></request>'
body=''
if 'mixed' in paths:
    body = f'<transaction name="home_page">{req("/fast")}{req("/slow?id=1")}</transaction>{req("/flaky")}<request><http url="/fast" method="POST" contents="a=1" version="1.1"/></request><request><match do="log" when="nomatch">y{{5}}</match><http url="/fast?m=1" method="GET" version="1.1"/></request>{req("/err")}'
elif paths=='drop': body = req('/fast')+req('/drop')+req('/fast')
else: body = req('/fast')
print((f'''<?xml version="1.0"?><!DOCTYPE tsung SYSTEM "/usr/share/tsung/tsung-1.0.dtd">
<tsung loglevel="notice" version="1.0" {'dumptraffic="protocol"' if dump=='dump' else ''} {f'backend="{backend}"' if backend!='text' else ''}>
<clients><client host="localhost" use_controller_vm="true" maxusers="200"/></clients>
<servers><server host="127.0.0.1" port="{port}" type="tcp"/></servers>
<load><arrivalphase phase="1" duration="{secs}" unit="second"><users arrivalrate="RATE" unit="second"/></arrivalphase></load>
<options><option name="connect_timeout" value="1000"/></options>
<sessions><session name="{tag}" probability="100" type="ts_http">{body}</session></sessions></tsung>''').replace('RATE', sys.argv[7] if len(sys.argv)>7 else '8'))
