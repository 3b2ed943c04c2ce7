curl --request POST \
--url https://api.shingleai.com/v1/customers \
--header 'Authorization: Bearer <token>' \
--header 'Content-Type: application/json' \
--data '
{
"businessId": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
"type": "<string>",
"contactId": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
"name": "<string>",
"email": "<string>",
"phone": "<string>",
"notes": "<string>",
"status": "<string>",
"customerSince": "2023-11-07T05:31:56Z",
"data": {}
}
'
